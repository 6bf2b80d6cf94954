import { z } from 'zod';
import { call, Nothing } from './call.ts';
import { answerOf } from './failure.ts';

/**
 * Calls of the main window's preload script, not of its page: the path of a file that was dropped is told to main by
 * whoever Electron told it to, so that a page that was broken into cannot name files of its own choosing.
 */
export const preloadCalls = {
  giveFile: call(z.strictObject({ file: z.string().min(1).max(4096) }), answerOf(Nothing)),
};
