// The isolated world of the preload script: `require('electron')` as a sandboxed preload has it, and nothing more.
// `OUT`, `IN`, `SEND` (the name of the binding to the host), `RECEIVE`, `ABOUT` and `PRELOAD` (the
// script, as a function) are filled in.
if (window === window.top) {
  const binding = globalThis[SEND];
  const listeners = new Map();
  const answers = new Map();
  let lastCall = 0;
  const toHost = (message) => binding(encodeValue({ ...message, url: location.href }));
  const end = makeBridgeEnd(OUT, IN);

  const refuseUnknown = (target, name) =>
    new Proxy(target, {
      get(object, key) {
        if (key in object || typeof key === 'symbol' || key === 'then') return object[key];
        throw new Error(`The stand-in host has no ${name}.${key}`);
      },
    });

  const ask = (message) =>
    new Promise((resolve, reject) => {
      const id = ++lastCall;
      answers.set(id, { resolve, reject });
      toHost({ ...message, id });
    });

  end.onMessage(({ op, permission, answer, ...message }) => {
    if (permission) ask({ op, permission }).then(({ value }) => answer(value));
    else toHost({ op: 'page', ...message });
  });

  const add = (channel, listener, wrapped) => {
    if (!listeners.has(channel)) listeners.set(channel, []);
    listeners.get(channel).push({ listener, wrapped });
    return ipcRenderer;
  };
  const remove = (channel, listener) => {
    const left = listeners.get(channel) ?? [];
    const at = left.findIndex((one) => one.listener === listener);
    if (at >= 0) left.splice(at, 1);
    return ipcRenderer;
  };
  const ipcRenderer = refuseUnknown(
    {
      invoke: async (channel, ...args) => {
        const { error, value } = await ask({ op: 'invoke', channel, args });
        if (error) throw new Error(`Error invoking remote method '${channel}': ${error}`);
        return value;
      },
      send: (channel, ...args) => toHost({ op: 'send', channel, args }),
      on: (channel, listener) => add(channel, listener, listener),
      addListener: (channel, listener) => add(channel, listener, listener),
      once: (channel, listener) =>
        add(channel, listener, (...args) => {
          remove(channel, listener);
          listener(...args);
        }),
      off: remove,
      removeListener: remove,
      removeAllListeners: (channel) => {
        if (channel === undefined) listeners.clear();
        else listeners.delete(channel);
        return ipcRenderer;
      },
      listenerCount: (channel) => listeners.get(channel)?.length ?? 0,
    },
    'ipcRenderer',
  );

  const contextBridge = refuseUnknown(
    {
      exposeInMainWorld: (expose, api) => end.send({ expose, api }),
    },
    'contextBridge',
  );

  const paths = new Map();
  const fileKey = (file) => JSON.stringify([file.name, file.size, file.lastModified]);
  const webUtils = refuseUnknown(
    {
      getPathForFile: (file) => {
        if (!(file instanceof File)) throw new TypeError('getPathForFile wants a File.');
        return paths.get(fileKey(file)) ?? '';
      },
    },
    'webUtils',
  );
  const webFrame = refuseUnknown(
    {
      setZoomFactor: (factor) => toHost({ op: 'zoom', factor }),
      getZoomFactor: () => zoom,
      setZoomLevel: (level) => toHost({ op: 'zoom', factor: 1.2 ** level }),
    },
    'webFrame',
  );
  let zoom = 1;

  globalThis[RECEIVE] = (text) => {
    const message = decodeValue(text);
    if (message.op === 'answer') {
      answers.get(message.id)?.resolve(message);
      answers.delete(message.id);
    } else if (message.op === 'event') {
      for (const { wrapped } of [...(listeners.get(message.channel) ?? [])])
        wrapped({ sender: ipcRenderer, senderId: 0, ports: [] }, ...message.args);
    } else if (message.op === 'zoomed') {
      zoom = message.factor;
    }
  };

  // Where a file lies is known to the browser alone, and only asked slowly; getPathForFile answers at once. So an
  // event that brings files waits here until their places are known, and then goes on to the page.
  const waiting = new Map();
  globalThis[`${RECEIVE}File`] = (id, index) => waiting.get(id)?.[index];
  const known = new WeakSet();
  const withPaths = async (files) => {
    const id = ++lastCall;
    waiting.set(id, files);
    const { value } = await ask({ op: 'paths', files: id, count: files.length });
    waiting.delete(id);
    files.forEach((file, index) => {
      if (value[index]) paths.set(fileKey(file), value[index]);
    });
  };
  const holdBack = (event, files, again) => {
    if (known.has(event) || files.length === 0 || files.every((file) => paths.has(fileKey(file)))) return;
    event.stopImmediatePropagation();
    withPaths(files).then(() => {
      const next = again();
      known.add(next);
      event.target.dispatchEvent(next);
    });
  };
  for (const type of ['input', 'change']) {
    addEventListener(
      type,
      (event) => {
        const { target } = event;
        if (!(target instanceof HTMLInputElement) || target.type !== 'file') return;
        holdBack(event, [...(target.files ?? [])], () => new Event(type, { bubbles: true, composed: true }));
      },
      true,
    );
  }
  addEventListener(
    'drop',
    (event) => {
      const files = [...(event.dataTransfer?.files ?? [])];
      if (known.has(event) || files.length === 0) return;
      const { clientX, clientY } = event;
      event.preventDefault();
      holdBack(event, files, () => {
        const dataTransfer = new DataTransfer();
        for (const file of files) dataTransfer.items.add(file);
        return new DragEvent('drop', {
          bubbles: true,
          cancelable: true,
          composed: true,
          clientX,
          clientY,
          dataTransfer,
        });
      });
    },
    true,
  );

  let lastTitle;
  const tellTitle = () => {
    if (document.title === '' || document.title === lastTitle) return;
    lastTitle = document.title;
    toHost({ op: 'title', title: lastTitle });
  };
  addEventListener('DOMContentLoaded', () => {
    tellTitle();
    new MutationObserver(tellTitle).observe(document.head, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });

  // Menu accelerators take what the page left, as in Electron.
  addEventListener('keydown', (event) => {
    const { key, code, ctrlKey, shiftKey, altKey, metaKey, isTrusted } = event;
    if (!isTrusted || !(ctrlKey || altKey || metaKey || /^F\d+$/.test(key))) return;
    setTimeout(() => {
      if (!event.defaultPrevented) toHost({ op: 'key', key, code, ctrlKey, shiftKey, altKey, metaKey });
    }, 0);
  });

  addEventListener('contextmenu', (event) => {
    setTimeout(() => {
      if (event.defaultPrevented) return;
      const { clientX: x, clientY: y, target } = event;
      const isEditable = target instanceof Element && target.matches('input, textarea, [contenteditable]');
      const linkURL = target instanceof Element ? (target.closest('a')?.href ?? '') : '';
      toHost({
        op: 'context-menu',
        params: { x, y, isEditable, linkURL, selectionText: String(getSelection()) },
      });
    }, 0);
  });

  const modules = { contextBridge, ipcRenderer, webUtils, webFrame };
  const electron = refuseUnknown(modules, 'preload electron');
  const requireInPreload = (name) => {
    if (['electron', 'electron/renderer', 'electron/common'].includes(name)) return electron;
    throw new Error(`module not found: ${name}`);
  };
  const module = { exports: {} };
  try {
    PRELOAD(requireInPreload, module, module.exports, ABOUT, globalThis);
  } catch (error) {
    toHost({ op: 'preload-error', error });
  }
}
