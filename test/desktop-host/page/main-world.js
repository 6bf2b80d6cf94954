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

  // Chromium would answer for its user; in Electron the app's permission handlers do.
  const ask = (permission, op = 'permission') =>
    new Promise((resolve) => end.send({ op, permission, answer: resolve }));
  const refused = () => new DOMException('Permission denied', 'NotAllowedError');
  const guard = (prototype, method, permission) => {
    const original = prototype?.[method];
    if (!original) return;
    prototype[method] = async function (...args) {
      if (!(await ask(permission))) throw refused();
      return original.apply(this, args);
    };
  };
  guard(window.Clipboard?.prototype, 'read', 'clipboard-read');
  guard(window.Clipboard?.prototype, 'readText', 'clipboard-read');
  guard(window.Clipboard?.prototype, 'write', 'clipboard-sanitized-write');
  guard(window.Clipboard?.prototype, 'writeText', 'clipboard-sanitized-write');
  guard(window.MediaDevices?.prototype, 'getUserMedia', 'media');
  guard(window.MediaDevices?.prototype, 'getDisplayMedia', 'display-capture');
  guard(window.Element.prototype, 'requestFullscreen', 'fullscreen');
  guard(window.Navigator.prototype, 'requestMIDIAccess', 'midi');
  const query = window.Permissions?.prototype.query;
  if (query)
    window.Permissions.prototype.query = async function (descriptor) {
      const status = await query.call(this, descriptor);
      const granted = await ask(descriptor.name, 'permission-state');
      return Object.defineProperty(status, 'state', { value: granted ? 'granted' : 'denied' });
    };
  if (window.Notification)
    window.Notification.requestPermission = async (callback) => {
      const answer = (await ask('notifications')) ? 'granted' : 'denied';
      callback?.(answer);
      return answer;
    };
  if (window.Geolocation)
    window.Geolocation.prototype.getCurrentPosition = (_found, failed) => {
      // There is no place to tell, even when the app would allow it.
      ask('geolocation').then((granted) =>
        failed?.({
          code: granted ? 2 : 1,
          message: granted ? 'Position unavailable' : 'User denied Geolocation',
        }),
      );
    };
}
