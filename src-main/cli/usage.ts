import type { CommanderError } from 'commander';
import type { Failure } from '../core/failure.ts';

/**
 * What commander says about wrong usage, as our own failure. Where it would repeat what was typed, that is
 * left out: somebody may have typed a token there (R18).
 */
export function usageFailure(error: CommanderError): Failure {
  const said = error.message.replace(/^error: /, '');
  const suggestion = /\(Did you mean (.+)\?\)/.exec(said)?.[1];
  const sentence = withoutSecrets(said.replace(/\s*\(Did you mean .+\)$/, ''), error.code);
  return {
    code: 'bad-input',
    sentence: `${sentence.charAt(0).toUpperCase()}${sentence.slice(1).replace(/\.?$/, '.')}`,
    next:
      suggestion === undefined
        ? 'Add --help to a command to see what it takes; `muster help` lists all commands.'
        : `Did you mean ${suggestion}? Add --help to a command to see what it takes.`,
  };
}

function withoutSecrets(said: string, code: string): string {
  switch (code) {
    case 'commander.excessArguments':
      return said.replace(/( but got \d+): .*$/s, '$1');
    case 'commander.unknownOption':
      return said.replace(/'(--?[^=']+)=.*'/s, "'$1'");
    default:
      return said;
  }
}
