import { parentPort, workerData } from 'node:worker_threads';
import { failureOf } from '../adapters/store/store-error.ts';
import { PersonDeskWork } from '../app/person-desk-work.ts';
import { ReportDeskWork } from '../app/report-desk-work.ts';
import { RunStopped } from '../app/run-stopped.ts';
import { openReportTools } from '../compose/report-tools.ts';
import type { Failure } from '../core/failure.ts';
import { speakNumbersOf } from '../core/number-words.ts';
import type { DeskQuestion, DeskReply, ReportReaderSpec } from './report-reader-message.ts';

/** The reports' thread: keeps reports open and answers one question after the other. */
const port = parentPort;
if (!port) throw new Error('the reports’ thread is started by report-reader-handle.ts');

const spec = workerData as ReportReaderSpec;
if (spec.locale !== undefined) speakNumbersOf(spec.locale);
const tools = openReportTools(spec);
const work = new ReportDeskWork(tools);
const people = new PersonDeskWork(tools, work);

port.on('message', (question: DeskQuestion) => {
  const { id, cancelFlag } = question;
  const flag = new Int32Array(cancelFlag);
  const checkCancelled = () => {
    if (Atomics.load(flag, 0) === 1) throw new RunStopped(NOBODY_WAITS);
  };
  const tell = (reply: DeskReply) => port.postMessage(reply);
  new Promise((resolve) => {
    checkCancelled();
    resolve(answerOf(question, checkCancelled));
  }).then(
    (answer) => tell({ id, kind: 'answer', answer }),
    (error: unknown) => {
      const failure = error instanceof RunStopped ? error.failure : failureOf(error);
      tell({ id, kind: 'failure', failure });
    },
  );
});

const NOBODY_WAITS: Failure = {
  code: 'cancelled',
  sentence: 'This was stopped before it was done.',
  next: 'Ask again when you need it.',
};

function answerOf(question: DeskQuestion, checkCancelled: () => void): unknown {
  switch (question.method) {
    case 'list':
      return work.list(...question.args);
    case 'open':
      return work.open(...question.args, checkCancelled);
    case 'facets':
      return work.facets(...question.args, checkCancelled);
    case 'linesAt':
      return work.linesAt(...question.args, checkCancelled);
    case 'lineOf':
      return work.lineOf(...question.args, checkCancelled);
    case 'groupMembers':
      return work.groupMembers(...question.args, checkCancelled);
    case 'detail':
      return work.detail(...question.args, checkCancelled);
    case 'peopleOf':
      return work.peopleOf(...question.args, checkCancelled);
    case 'peopleOfGroup':
      return work.peopleOfGroup(...question.args, checkCancelled);
    case 'mark':
      return work.mark(...question.args, checkCancelled);
    case 'heavyReviewed':
      return work.heavyReviewed(...question.args, checkCancelled);
    case 'why':
      return people.why(...question.args, checkCancelled);
    case 'path':
      return people.path(...question.args, checkCancelled);
    case 'calledSo':
      return people.calledSo(...question.args, checkCancelled);
    case 'searchPeople':
      return people.search(...question.args, checkCancelled);
    case 'pastVerdicts':
      return work.pastVerdicts(...question.args, checkCancelled);
    case 'exportReport':
      return work.exportReport(...question.args, checkCancelled);
    case 'release':
      return work.release();
    default:
      return question satisfies never;
  }
}
