/** Filter of a listener: `urls` as match patterns; no filter means every request. */
interface Filter {
  readonly urls: readonly string[];
}

export interface RequestDetails {
  readonly id: number;
  readonly url: string;
  readonly method: string;
  readonly resourceType: string;
  readonly webContentsId: number;
  readonly timestamp: number;
}

export type ResponseHeaders = Record<string, string[]>;
interface BeforeAnswer {
  readonly cancel?: boolean;
  readonly redirectURL?: string;
}
interface HeadersAnswer {
  readonly cancel?: boolean;
  readonly responseHeaders?: Readonly<Record<string, string | string[]>>;
}
type Before = (details: RequestDetails, callback: (answer: BeforeAnswer) => void) => void;
type Headers = (
  details: RequestDetails & { responseHeaders: ResponseHeaders; statusCode: number },
  callback: (answer: HeadersAnswer) => void,
) => void;

interface Registered<Listener> {
  readonly fits: (url: string) => boolean;
  readonly listener: Listener;
}

/** Electron's WebRequest: one listener for each moment, asked about every request of the session's pages. */
export class WebRequest {
  private before: Registered<Before> | undefined;
  private headers: Registered<Headers> | undefined;

  onBeforeRequest(...args: [Before | null] | [Filter, Before | null]): void {
    this.before = registered(args);
  }

  onHeadersReceived(...args: [Headers | null] | [Filter, Headers | null]): void {
    this.headers = registered(args);
  }

  async askBefore(details: RequestDetails): Promise<BeforeAnswer> {
    const one = this.before;
    if (!one?.fits(details.url)) return {};
    return new Promise((resolve) => one.listener(details, resolve));
  }

  async askHeaders(
    details: RequestDetails & { responseHeaders: ResponseHeaders; statusCode: number },
  ): Promise<HeadersAnswer> {
    const one = this.headers;
    if (!one?.fits(details.url)) return {};
    return new Promise((resolve) => one.listener(details, resolve));
  }
}

function registered<Listener>(
  args: [Listener | null] | [Filter, Listener | null],
): Registered<Listener> | undefined {
  const [first, second] = args;
  const listener = args.length === 1 ? (first as Listener | null) : second;
  if (!listener) return undefined;
  const filter = args.length === 1 ? undefined : (first as Filter);
  const patterns = (filter?.urls ?? ['<all_urls>']).map(patternOf);
  return { listener, fits: (url) => patterns.some((pattern) => pattern.test(url)) };
}

/** A match pattern as a regular expression; `*` stands for anything, `*://` for http and https. */
function patternOf(pattern: string): RegExp {
  if (pattern === '<all_urls>' || pattern === '*') return /^/;
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${escaped}$`);
}
