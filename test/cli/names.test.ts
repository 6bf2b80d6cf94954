import { describe, expect, it } from 'vitest';
import { callMuster, houseOfContoso } from './call-muster.ts';

describe('names that are not what they should be', () => {
  it('an empty file name is said to be empty, not to be a folder', async () => {
    const called = await callMuster(await houseOfContoso(), [
      'preview',
      '--directory',
      '',
      '--console',
      'console.csv',
    ]);
    expect(called.exit).toBe(2);
    expect(called.err).toContain('A file or folder name is empty.');
  });
});
