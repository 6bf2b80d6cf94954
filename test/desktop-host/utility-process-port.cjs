// Gives a child process Electron's `process.parentPort`.
const { EventEmitter } = require('node:events');

const port = new EventEmitter();
port.postMessage = (message) => process.send(message);
port.start = () => {};
process.parentPort = port;
process.type = 'utility';
process.on('message', (data) => port.emit('message', { data, ports: [] }));
