import { z } from 'zod';
import { call, type InputOf, Nothing, type OutputOf } from './call.ts';
import { answerOf } from './failure.ts';
import { TenantId } from './words.ts';

/** Which secret of a tenant the token window is about. */
export const SecretName = z.enum(['scim-token', 'admin-key', 'directory-token']);
export type SecretName = z.infer<typeof SecretName>;

/** The window makes this id up for secrets that are entered before their tenant exists. */
export const DraftId = z.string().min(1).max(200);

/**
 * What the token window is opened for. `generate` and `regenerate` were asked about before; the token then travels
 * to the token window alone. `enter` takes a pasted one, for a tenant or for a tenant that is still a draft.
 */
export const TokenTask = z.union([
  z.strictObject({
    tenantId: TenantId,
    act: z.enum(['generate', 'regenerate']),
    which: z.literal('scim-token'),
  }),
  z.strictObject({ tenantId: TenantId, act: z.literal('enter'), which: SecretName }),
  z.strictObject({ draftId: DraftId, act: z.literal('enter'), which: SecretName }),
]);
export type TokenTask = z.infer<typeof TokenTask>;

/** All that the main window is told of a token: whether it is kept on this computer, and whether it was copied (R18). */
export const TokenFacts = z.strictObject({ kept: z.boolean(), copied: z.boolean() });
export type TokenFacts = z.infer<typeof TokenFacts>;

/** Calls of the main window. */
export const tokenCalls = {
  /** Opens the token window and answers when it closes. */
  openTokenWindow: call(TokenTask, answerOf(TokenFacts)),
  /** Cuts the link; asked about before (ux `token.revoke`). */
  revokeToken: call(z.strictObject({ tenantId: TenantId }), answerOf(Nothing)),
};

/** What the token window shows around the token, which is no part of it. */
export const TokenWindowTask = z.strictObject({
  act: z.enum(['show', 'enter']),
  which: SecretName,
  /** Absent for a tenant that is still a draft. */
  tenantName: z.string().exactOptional(),
});
export type TokenWindowTask = z.infer<typeof TokenWindowTask>;

/** Calls of the token window and of no other: these two one-shot messages alone carry a token (R18). */
export const tokenWindowCalls = {
  readTokenTask: call(Nothing, answerOf(TokenWindowTask)),
  /** The token, the first time it is asked for and never again. */
  takeToken: call(Nothing, answerOf(z.string())),
  /** A token that was pasted; it is kept and never given back. */
  giveToken: call(z.strictObject({ secret: z.string().min(1).max(20_000) }), answerOf(Nothing)),
  /** Main copies it itself, and clears the clipboard after 60 s if it still holds it. */
  copyToken: call(Nothing, answerOf(z.strictObject({ clearedInMs: z.number() }))),
  /** "Use on this computer": puts the shown token into the keychain. */
  keepToken: call(Nothing, answerOf(Nothing)),
  /** OK, Esc and the close box: closes, or answers that nobody has the token yet (ux `token.leave`). */
  closeTokenWindow: call(
    z.strictObject({ evenIfLost: z.boolean() }),
    answerOf(z.enum(['closes', 'would-be-lost'])),
  ),
  /** "Go back": whatever wanted to close it, Muster's end included, does not happen. */
  keepTokenWindowOpen: call(Nothing, answerOf(Nothing)),
};

/** Events of the token window: its close box was used while nobody has the token yet. */
export const tokenWindowEvents = {
  wouldBeLost: z.strictObject({}),
} as const;

export type TokenWindowCalls = typeof tokenWindowCalls;

/** `window.tokenWindow`, as the token window's preload script builds it. */
export type TokenWindowBridge = {
  readonly [Name in keyof TokenWindowCalls]: (
    input: InputOf<TokenWindowCalls[Name]>,
  ) => Promise<OutputOf<TokenWindowCalls[Name]>>;
} & {
  /** Hears that the close box was used while nobody has the token yet, until the returned function is called. */
  readonly onWouldBeLost: (listener: () => void) => () => void;
};
