import { staffOf } from '../e2e/expected-state.ts';
import type { Row } from '../e2e/people-csv.ts';

const staff = staffOf(23);

/** Twenty people on the console. */
export const ON_CONSOLE: readonly Row[] = staff.slice(0, 20);

/** Of those two have left and two have another title, and three have joined: fifteen writes. */
export const IN_DIRECTORY: readonly Row[] = staff
  .filter((_, i) => i !== 17 && i !== 18)
  .map((row, i) => (i === 3 || i === 4 ? { ...row, 'Job Title': 'Senior Analyst' } : row));
