import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

/** What vitest says when one of its worker processes is gone. */
const RUNNER_DIED = /Worker exited unexpectedly with signal SIG/;

/** How a suite ended. */
const nothing = { passed: 0, failed: 0, skipped: 0 };

/** A suite that is one check: type check, lint. */
export async function runCheck(name, command, args, surroundings) {
  const ended = await runSuite(name, command, args, surroundings);
  return ended.code === 0 ? { ...nothing, passed: 1 } : { ...nothing, failed: 1 };
}

/** A suite of vitest, counted from the report that it writes beside the readable one. */
export async function runTests(name, command, args, reportFile, surroundings) {
  const first = await runTestsOnce(name, command, args, reportFile, surroundings);
  if (!first.crashed) return first.counts;
  // The runner's own process died of a signal and took its tests with it, so nobody knows how they stand. They are
  // heard once more, aloud; an unhandled error of ours is no such crash, and a second one counts as a failure.
  console.log(
    `\n!! A process of the suite "${name}" DIED OF A SIGNAL. The suite is run once more; look into it.\n`,
  );
  return (await runTestsOnce(name, command, args, reportFile, surroundings)).counts;
}

/** More files than these do not fail by the machine's mood. */
const HEARD_AGAIN_AT_MOST = 3;

/**
 * Specs that drive a window wait on a real browser, and a busy machine can keep it from answering in time. A few files
 * that failed are heard once more by themselves, aloud; what fails twice has failed. `asked(files)` is the command with
 * its report, for all files where none is named.
 */
export async function runWindowTests(name, asked, surroundings) {
  const whole = asked([]);
  const first = await runTests(name, whole.command, whole.args, whole.reportFile, surroundings);
  if (first.failed === 0 || !existsSync(whole.reportFile)) return first;
  const results = JSON.parse(readFileSync(whole.reportFile, 'utf8')).testResults;
  const failed = results.filter((file) => file.status === 'failed');
  if (failed.length === 0 || failed.length > HEARD_AGAIN_AT_MOST) return first;
  const files = failed.map((file) => relative(surroundings.root, file.name));
  console.log(`\n!! FAILED IN THE SUITE "${name}", AND HEARD ONCE MORE: ${files.join(', ')}\n`);
  const alone = asked(files);
  const second = await runTests(name, alone.command, alone.args, alone.reportFile, surroundings);
  const before = countsOf(reportOf(failed));
  return {
    passed: first.passed - before.passed + second.passed,
    failed: first.failed - before.failed + second.failed,
    skipped: first.skipped - before.skipped + second.skipped,
  };
}

/** The report as it would be of these files alone. */
function reportOf(testResults) {
  const count = (...statuses) =>
    testResults.flatMap((file) => file.assertionResults).filter(({ status }) => statuses.includes(status))
      .length;
  return {
    testResults,
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numPendingTests: count('pending', 'skipped'),
    numTodoTests: count('todo'),
  };
}

async function runTestsOnce(name, command, args, reportFile, surroundings) {
  const ended = await runSuite(name, command, args, surroundings);
  const counts = existsSync(reportFile) ? countsOf(JSON.parse(readFileSync(reportFile, 'utf8'))) : nothing;
  if (counts.passed + counts.failed + counts.skipped === 0) {
    console.log(`The suite "${name}" ran no test: that counts as a failure.`);
    return { counts: { ...counts, failed: 1 }, crashed: false };
  }
  // An unhandled error, a crash or our own time limit leave no failed test behind, and are failures all the same.
  if (ended.code !== 0 && counts.failed === 0) {
    console.log(`The suite "${name}" ended badly (${ended.how}) without naming a failed test.`);
    return { counts: { ...counts, failed: 1 }, crashed: ended.runnerDied };
  }
  return { counts, crashed: false };
}

function countsOf(report) {
  // A file that could not even be loaded holds no tests; it counts as one that failed.
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function runSuite(name, command, args, { root, env, limitMinutes }) {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 60 - name.length))}`);
  return new Promise((resolve) => {
    const ownGroup = process.platform !== 'win32';
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: ['ignore', 'inherit', 'pipe'],
      detached: ownGroup,
    });
    let runnerDied = false;
    child.stderr.setEncoding('utf8').on('data', (text) => {
      runnerDied ||= RUNNER_DIED.test(text);
      process.stderr.write(text);
    });
    const stop = (signal) => {
      if (ownGroup) killGroup(child.pid, signal);
      else child.kill(signal);
    };
    const timer = setTimeout(() => {
      console.log(`The suite "${name}" did not end within ${limitMinutes} minutes and was stopped.`);
      stop('SIGKILL');
    }, limitMinutes * 60_000);
    const cancel = (signal) => {
      stop('SIGTERM');
      process.exit(signal === 'SIGINT' ? 130 : 143);
    };
    process.on('SIGINT', cancel).on('SIGTERM', cancel);
    const end = (code, how) => {
      clearTimeout(timer);
      process.off('SIGINT', cancel).off('SIGTERM', cancel);
      resolve({ code, how, runnerDied });
    };
    child.on('error', (error) => end(1, error.message));
    // What a test started and forgot must not outlive its suite, nor keep its output open.
    child.on('exit', () => {
      if (ownGroup && child.pid) killGroup(child.pid, 'SIGKILL');
    });
    child.on('close', (code, signal) => end(code ?? 1, signal ?? `exit code ${code}`));
  });
}

function killGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
