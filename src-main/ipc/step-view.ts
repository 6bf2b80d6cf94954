import type { ConnectionStepView } from '../../src-preload/contract/connect.ts';
import type { ConnectionStep } from '../app/house.ts';
import { failureView } from './bus.ts';

/** A step of "Test connection" as the window shows it (ux §2). */
export function stepView({ name, state, sentence, failure }: ConnectionStep): ConnectionStepView {
  return { name, state, sentence, ...(failure === undefined ? {} : { failure: failureView(failure) }) };
}
