import type { OpenDraftInput } from '../app/draft-room.ts';
import type {
  DifferencePage,
  DraftCommand,
  DraftState,
  EditDone,
  LinePage,
  LineQuery,
} from '../app/exclusion-desk.ts';
import type { Result } from '../core/failure.ts';

/** What the desk's thread is started with. */
export interface DeskSpec {
  readonly home: string;
  readonly logLevel: string;
  /** Whose numbers its sentences have. */
  readonly locale?: string;
}

/** Where a tenant's list stands; the console's text is read by whoever holds the keys, and handed over. */
export interface ListPlace extends Pick<OpenDraftInput, 'tenantId' | 'where' | 'file'> {
  readonly console?: Result<{ readonly csv: string; readonly version: string }>;
  /** The tenant's own file beside the console's list; both protect (R5). */
  readonly besideFile?: string;
}

export interface CsvToSave {
  readonly csv: string;
  readonly mark: string;
  readonly lines: number;
  readonly stay: number;
  readonly protects: number;
}

interface Call<Input, Answer> {
  readonly input: Input;
  readonly answer: Result<Answer>;
}

interface OfTenant {
  readonly tenantId: string;
}

/** What can be asked of the desk's thread; every answer is a value, a failure included. */
export interface DeskCalls {
  readonly open: Call<ListPlace, DraftState>;
  readonly look: Call<ListPlace, DraftState>;
  readonly state: Call<OfTenant, DraftState>;
  readonly unsaved: Call<OfTenant, number>;
  readonly lines: Call<OfTenant & { readonly query: LineQuery }, LinePage>;
  readonly edit: Call<OfTenant & { readonly command: DraftCommand }, EditDone>;
  readonly importCsv: Call<OfTenant & { readonly file: string }, EditDone>;
  readonly step: Call<OfTenant & { readonly kind: 'undo' | 'redo' }, EditDone>;
  readonly measureBy: Call<OfTenant & { readonly reportId: string | undefined }, DraftState>;
  readonly differences: Call<
    OfTenant & { readonly page: { readonly offset: number; readonly limit: number } },
    DifferencePage
  >;
  readonly keepMine: Call<OfTenant, DraftState>;
  readonly takeTheirs: Call<OfTenant, DraftState>;
  readonly discard: Call<OfTenant, DraftState>;
  readonly csvToSave: Call<OfTenant, CsvToSave>;
  readonly saved: Call<OfTenant & { readonly mark: string }, DraftState>;
  readonly saveFile: Call<
    OfTenant & { readonly file: string },
    Omit<CsvToSave, 'csv' | 'mark'> & { readonly state: DraftState }
  >;
  readonly exportCsv: Call<
    OfTenant,
    { readonly csv: string; readonly lines: number; readonly leftOut: number }
  >;
  readonly forget: Call<OfTenant, undefined>;
  readonly close: Call<undefined, undefined>;
}

export type DeskCallName = keyof DeskCalls;

export type DeskQuestion = {
  readonly [Name in DeskCallName]: {
    readonly id: number;
    readonly name: Name;
    readonly input: DeskCalls[Name]['input'];
  };
}[DeskCallName];

export type DeskMessage =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Result<unknown> }
  | { readonly kind: 'changed'; readonly tenantId: string };
