import { consoleWriterContract } from '../contracts/console-writer.ts';
import { FakeConsole } from './fake-console.ts';

consoleWriterContract('The fake console', async () => ({
  writer: new FakeConsole(),
  close: async () => {},
}));
