/** The two windows of Muster; each may make its own calls only (design §5: the token window stands apart). */
export type WindowRole = 'main' | 'token';

/** What is asked of a frame. Electron's WebFrameMain has these. */
export interface Frame {
  readonly url: string;
  readonly parent: Frame | null;
}

/** Which check turned a call away; for the log, never for the page. */
export type Refusal = 'no frame' | 'not a window of ours' | 'not the main frame' | 'not our origin';

/**
 * Whether a call may be heard: the main frame, of a window of ours, at exactly our origin (design §11). A frame that
 * has gone meanwhile is `null` and is refused.
 */
export function refusalOf(
  frame: Frame | null,
  role: WindowRole | undefined,
  expected: WindowRole,
  origin: string,
): Refusal | undefined {
  if (!frame) return 'no frame';
  if (role !== expected) return 'not a window of ours';
  if (frame.parent !== null) return 'not the main frame';
  // Chromium tells addresses in one spelling only, so that the text is compared and no parser can be led astray.
  return frame.url.startsWith(`${origin}/`) ? undefined : 'not our origin';
}
