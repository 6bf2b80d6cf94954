// In the page's own world, before its first script: what the preload script exposes appears here as copies.
// `OUT` and `IN` are names that only the two worlds know.
if (window === window.top) {
  const end = makeBridgeEnd(OUT, IN);
  const freeze = (value) => {
    if (value !== null && typeof value === 'object' && !ArrayBuffer.isView(value)) {
      for (const one of Object.values(value)) freeze(one);
      Object.freeze(value);
    }
    return value;
  };
  end.onMessage(({ expose, api }) => {
    Object.defineProperty(window, expose, { value: freeze(api), enumerable: true });
  });
  // A page that a script did not open may not close itself; in Electron it may, and the window can refuse.
  window.close = () => end.send({ close: true });
  window.open = (url = '', frameName = '', features = '') => {
    const address = url === '' ? 'about:blank' : new URL(url, document.baseURI).href;
    end.send({ open: { url: address, frameName: String(frameName), features: String(features) } });
    return null;
  };
}
