import { expect, it } from 'vitest';
import { FAULTS } from './fault-table.ts';
import { faultsAsMarkdown } from './faults-as-markdown.ts';

it('what an admin meets for each fault stands in docs/faults.md (renew it with: vitest run -u test/faults/documented)', async () => {
  await expect(faultsAsMarkdown(FAULTS)).toMatchFileSnapshot('../../docs/faults.md');
});
