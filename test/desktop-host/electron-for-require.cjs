// What require('electron') answers: the one stand-in of this process, or an error in a process that is not the app.
const electron = globalThis[Symbol.for('stand-in electron')];
if (!electron) throw new Error('Electron is there only in the main process of the app.');
module.exports = electron;
