import type { ErasedPerson, EraseRequest } from '../app/house.ts';
import type { ForgottenTenant } from '../app/remove-tenant.ts';
import type { TrailEnd } from '../core/audit-trail.ts';
import type { Result } from '../core/failure.ts';
import type { TrailReport } from '../core/trail-sentences.ts';

/** Work on what is kept on this computer that may take long: it goes through every report and listing. */
export type KeepTask =
  | { readonly kind: 'erase'; readonly request: EraseRequest }
  | { readonly kind: 'forget-tenant'; readonly tenantId: string }
  | { readonly kind: 'sweep' }
  | { readonly kind: 'check-trail'; readonly known: readonly TrailEnd[] };

export interface KeepSpec {
  readonly home: string;
  readonly task: KeepTask;
  readonly who: string;
  readonly logLevel: string;
  /** One shared number: 1 = cancelled. The work computes, so no message would come through. */
  readonly cancelFlag: SharedArrayBuffer;
}

/** What each kind of task ends with. */
export interface KeepAnswers {
  readonly erase: Result<ErasedPerson>;
  readonly 'forget-tenant': Result<ForgottenTenant>;
  readonly sweep: Result<void>;
  readonly 'check-trail': Result<TrailReport>;
}

export type KeepMessage =
  | { readonly kind: 'erase'; readonly answer: KeepAnswers['erase'] }
  | { readonly kind: 'forget-tenant'; readonly answer: KeepAnswers['forget-tenant'] }
  | { readonly kind: 'sweep'; readonly answer: KeepAnswers['sweep'] }
  | { readonly kind: 'check-trail'; readonly answer: KeepAnswers['check-trail'] };
