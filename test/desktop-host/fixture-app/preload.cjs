const { contextBridge, ipcRenderer, webUtils } = require('electron');

contextBridge.exposeInMainWorld('bridge', {
  version: 1,
  echo: (...args) => ipcRenderer.invoke('echo', ...args),
  fail: () => ipcRenderer.invoke('fail'),
  unclonable: () => ipcRenderer.invoke('unclonable'),
  missing: () => ipcRenderer.invoke('missing'),
  modal: () => ipcRenderer.invoke('modal'),
  tell: (text) => ipcRenderer.send('tell', text),
  onTold: (listener) => {
    const wrapped = (_event, text) => listener(text);
    ipcRenderer.on('told', wrapped);
    return () => ipcRenderer.off('told', wrapped);
  },
  pathOf: (file) => webUtils.getPathForFile(file),
  sync: (number) => number + 1,
  throws: () => {
    throw new RangeError('out of range');
  },
  requireFs: () => {
    try {
      require('node:fs');
      return 'there';
    } catch (error) {
      return error.message;
    }
  },
});
