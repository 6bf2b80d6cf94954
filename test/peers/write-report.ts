import { systemClock } from '../../src-main/adapters/clock/system-clock.ts';
import { openReportStore } from '../../src-main/adapters/store/report-files.ts';
import { exampleRow } from '../fakes/example-report.ts';

// Writes rows of a report that it never finishes, until it is killed.
const writer = openReportStore({ folder: process.argv[2] ?? '', clock: systemClock }).create('half');
for (let i = 0; i < 1_000; i++) writer.add(exampleRow({ key: `person-${i}` }));
console.log('writing');
setInterval(() => writer.add(exampleRow()), 10);
