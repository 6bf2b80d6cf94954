const codes: Readonly<Record<string, number>> = {
  ERR_FAILED: -2,
  ERR_ABORTED: -3,
  ERR_FILE_NOT_FOUND: -6,
  ERR_BLOCKED_BY_CLIENT: -20,
  ERR_BLOCKED_BY_RESPONSE: -27,
  ERR_NAME_NOT_RESOLVED: -105,
  ERR_INVALID_URL: -300,
  ERR_UNKNOWN_URL_SCHEME: -302,
};

export function loadErrorOf(chromium: string): { readonly code: number; readonly text: string } {
  const text = chromium.replace(/^net::/, '');
  return { code: codes[text] ?? -2, text };
}

/** What Electron's loadURL rejects with. */
export class LoadError extends Error {
  readonly code: string;
  readonly errno: number;
  readonly url: string;

  constructor(chromium: string, url: string) {
    const { code, text } = loadErrorOf(chromium);
    super(`${text} (${code}) loading '${url}'`);
    this.code = text;
    this.errno = code;
    this.url = url;
  }
}
