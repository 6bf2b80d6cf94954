// One end of the way between a page's own world and the world of its preload script. Each end holds its functions and
// hands out numbers; what is called runs at once, so that the bridge is there before the page's first script.
// Injected as text (see page-scripts.ts), both worlds get a copy.

export function makeBridgeEnd(outName, inName) {
  const dispatch = EventTarget.prototype.dispatchEvent.bind(document);
  const listen = EventTarget.prototype.addEventListener.bind(document);
  const Custom = CustomEvent;
  const functions = new Map();
  const ids = new WeakMap();
  const proxies = new Map();
  const pending = new Map();
  let last = 0;
  let answer;
  let receive = () => {};

  const post = (detail) => dispatch(new Custom(outName, { detail }));

  listen(
    inName,
    (event) => {
      event.stopImmediatePropagation();
      const message = event.detail;
      if (message.op === 'call') {
        let reply;
        try {
          reply = { op: 'return', value: encode(functions.get(message.id)(...message.args.map(decode))) };
        } catch (error) {
          reply = { op: 'return', error: encode(error) };
        }
        post(reply);
      } else if (message.op === 'return') {
        answer = message;
      } else if (message.op === 'settle') {
        const { resolve, reject } = pending.get(message.id);
        pending.delete(message.id);
        if (message.error) reject(decode(message.error));
        else resolve(decode(message.value));
      } else {
        receive(decode(message.value));
      }
    },
    true,
  );

  function encode(value) {
    if (typeof value === 'function') return { kind: 'function', id: idOf(value) };
    if (typeof value === 'symbol') throw new Error('An object could not be cloned.');
    if (value === null || typeof value !== 'object') return { kind: 'clone', value };
    if (value instanceof Promise) {
      const id = `${outName}${++last}`;
      value.then(
        (one) => post({ op: 'settle', id, value: encode(one) }),
        (error) => post({ op: 'settle', id, error: encode(error) }),
      );
      return { kind: 'promise', id };
    }
    if (value instanceof Error) return { kind: 'error', message: value.message, name: value.name };
    if (Array.isArray(value)) return { kind: 'list', items: value.map(encode) };
    const text = Object.prototype.toString.call(value);
    if (text === '[object Object]')
      return { kind: 'object', fields: Object.entries(value).map(([key, one]) => [key, encode(one)]) };
    return { kind: 'clone', value };
  }

  function decode(wire) {
    if (wire.kind === 'function') return proxyOf(wire.id);
    if (wire.kind === 'promise')
      return new Promise((resolve, reject) => pending.set(wire.id, { resolve, reject }));
    if (wire.kind === 'error') {
      const error = new Error(wire.message);
      if (wire.name !== 'Error') error.name = wire.name;
      return error;
    }
    if (wire.kind === 'list') return wire.items.map(decode);
    if (wire.kind === 'object')
      return Object.fromEntries(wire.fields.map(([key, one]) => [key, decode(one)]));
    return wire.value;
  }

  function idOf(value) {
    if (!ids.has(value)) {
      const id = ++last;
      ids.set(value, id);
      functions.set(id, value);
    }
    return ids.get(value);
  }

  // The same function on one side is the same function on the other, so that listeners can be removed.
  function proxyOf(id) {
    if (!proxies.has(id)) {
      proxies.set(id, (...args) => {
        post({ op: 'call', id, args: args.map(encode) });
        const { value, error } = answer;
        answer = undefined;
        if (error) throw decode(error);
        return decode(value);
      });
    }
    return proxies.get(id);
  }

  return {
    send: (value) => post({ op: 'message', value: encode(value) }),
    onMessage: (listener) => {
      receive = listener;
    },
  };
}
