/** A person as the console's listing gives them. */
export type ListedPerson = Readonly<Record<string, unknown>>;

/** What a faulty console gives for a page, who it has being known. */
export type PageOf = (
  everybody: readonly ListedPerson[],
  page: { readonly start: number; readonly count: number },
) => { readonly total: number; readonly people: readonly ListedPerson[] };

/**
 * What goes wrong with one exchange between Muster and the console. `before`: the console never hears of the request.
 * `done`: it does what was asked, and then its answer goes wrong.
 */
export type Fault =
  | { readonly kind: 'reset'; readonly at: 'before' | 'done' | 'amid' | 'after' }
  /** The line stays open, and nothing comes, or nothing more. */
  | { readonly kind: 'silence'; readonly at: 'before' | 'done' | 'headers' }
  /** Done at once, answered only then. */
  | { readonly kind: 'late'; readonly ms: number }
  /** A whole HTTP answer whose JSON ends in the middle. */
  | { readonly kind: 'cut-json' }
  /** What a sign-in page in between answers. */
  | { readonly kind: 'web-page'; readonly at: 'before' | 'done' }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly at: 'before' | 'done';
      readonly retryAfter?: 'in 60 seconds' | 'at a time 60 seconds from now';
    }
  /** To an address that is not the console's. */
  | { readonly kind: 'redirect' }
  /** Pages of people that do not fit together. */
  | { readonly kind: 'pages'; readonly pageOf: PageOf };

/** What goes wrong with the line itself, whatever is asked on it. */
export type LineFault =
  | 'connection refused'
  | 'unknown name'
  | 'self-signed certificate'
  | 'certificate of another name'
  | 'expired certificate'
  | 'proxy wants a password'
  | 'proxy forbids'
  | 'proxy cannot reach'
  | 'proxy breaks off'
  | 'proxy is away'
  | 'certificate of another name behind the proxy';
