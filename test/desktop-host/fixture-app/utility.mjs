process.parentPort.on('message', ({ data }) => process.parentPort.postMessage({ twice: data.number * 2 }));
