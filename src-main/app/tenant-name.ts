import { type Failure, fail, type Result, succeed } from '../core/failure.ts';
import { fold } from '../core/fold.ts';
import { DEMO_TENANT_ID } from '../core/tenant.ts';

/** Control characters, line separators, and marks that turn the direction of the text around them. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** A tenant's name as it is kept, without outer spaces. */
export function checkTenantName(given: string): Result<string> {
  const name = given.trim();
  if (name === '') return fail(noName());
  if (UNSEEN.test(name)) return fail(unprintableName());
  if (fold(name) === DEMO_TENANT_ID) return fail(reservedName(name));
  return succeed(name);
}

function noName(): Failure {
  return {
    code: 'bad-input',
    sentence: 'A tenant needs a name.',
    next: 'Give one with --name.',
    inWindow: 'Give it one, for example that of your company.',
  };
}

/** A tenant is found by its id or its name, so nobody's name may be the demo's id. */
function reservedName(name: string): Failure {
  return {
    code: 'bad-input',
    sentence: `The name "${name}" is kept for the built-in demo. Nothing was saved.`,
    next: 'Choose another name.',
  };
}

/** A name goes into sentences, commands to copy and the history, where what cannot be seen could pass for another. */
function unprintableName(): Failure {
  return {
    code: 'bad-input',
    sentence: 'The name holds characters that cannot be seen, such as a line break. Nothing was saved.',
    next: 'Give a name of letters, digits, spaces and marks.',
  };
}
