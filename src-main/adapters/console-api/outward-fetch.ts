import type { Network } from '../network/network.ts';

/** The largest answer that the Console API gives: the export of a million people. */
const LARGEST_ANSWER = 256 * 1024 * 1024;

/** `fetch` by way of the machine's proxy and certificates; follows no redirect (R18). */
export function outwardFetch(network: Network): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const body = request.body === null ? null : await request.text();
    const answer = await network.dispatcher.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: request.method,
      headers: Object.fromEntries(request.headers),
      body,
      signal: request.signal,
    });
    const headers = new Headers();
    for (const [name, value] of Object.entries(answer.headers)) {
      if (value !== undefined) headers.set(name, String(value));
    }
    const text = await readBounded(answer.body);
    return new Response(text === '' ? null : text, { status: answer.statusCode, headers });
  };
}

async function readBounded(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > LARGEST_ANSWER) throw new AnswerTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size).toString('utf8');
}

class AnswerTooLarge extends Error {
  readonly code = 'ANSWER_TOO_LARGE';
}
