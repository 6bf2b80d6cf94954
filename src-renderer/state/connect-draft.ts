import type { ConnectionStepView, DirectoryLook, ProtectLook } from '../../src-preload/contract/connect.ts';
import type { FailureView } from '../../src-preload/contract/failure.ts';

export const CONNECT_STEPS = ['console', 'directory', 'protect', 'preview'] as const;
export type ConnectStep = (typeof CONNECT_STEPS)[number];

/** What the last Test connection told, for exactly these addresses. */
export interface Trial {
  readonly of: string;
  readonly isOver: boolean;
  readonly steps: readonly ConnectionStepView[];
  readonly failure?: FailureView;
}

/** Everything typed into Connect; it survives going back and leaving (ux §2). No secret is ever here (R18). */
export interface ConnectDraft {
  readonly draftId: string;
  readonly name: string;
  readonly tenantUrl: string;
  readonly consoleApiUrl: string;
  readonly profile: 'ksat' | 'generic';
  readonly secrets: { readonly token: boolean; readonly adminKey: boolean; readonly directoryToken: boolean };
  readonly trial: Trial | undefined;
  readonly directoryKind: 'csv' | 'scim';
  readonly directory: DirectoryLook | undefined;
  readonly directoryUrl: string;
  readonly addresses: string;
  readonly protectFile: ProtectLook | undefined;
  readonly open: ConnectStep;
  /** Steps that were left once: their problems are shown. */
  readonly left: readonly ConnectStep[];
  /** The tenant that an earlier try has added. */
  readonly tenantId: string | undefined;
}

/** Nothing typed yet, under an id of its own. */
export function emptyDraft(): ConnectDraft {
  return {
    draftId: crypto.randomUUID(),
    name: '',
    tenantUrl: '',
    consoleApiUrl: '',
    profile: 'ksat',
    secrets: { token: false, adminKey: false, directoryToken: false },
    trial: undefined,
    directoryKind: 'csv',
    directory: undefined,
    directoryUrl: '',
    addresses: '',
    protectFile: undefined,
    open: 'console',
    left: [],
    tenantId: undefined,
  };
}
