import { existsSync, readFileSync } from 'node:fs';
import { refuseUnknown } from './refuse-unknown.ts';

/** Electron's NativeImage as its bytes; nothing is decoded. */
class NativeImage {
  private readonly bytes: Buffer;
  private template = false;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  isEmpty(): boolean {
    return this.bytes.length === 0;
  }

  toPNG(): Buffer {
    return this.bytes;
  }

  toDataURL(): string {
    return `data:image/png;base64,${this.bytes.toString('base64')}`;
  }

  /** From a PNG's header; other images have no size here. */
  getSize(): { width: number; height: number } {
    const isPng = this.bytes.subarray(1, 4).toString('latin1') === 'PNG';
    return isPng
      ? { width: this.bytes.readUInt32BE(16), height: this.bytes.readUInt32BE(20) }
      : { width: 0, height: 0 };
  }

  resize(_size: unknown): NativeImage {
    return this;
  }

  addRepresentation(_one: unknown): void {}

  setTemplateImage(template: boolean): void {
    this.template = template;
  }

  isTemplateImage(): boolean {
    return this.template;
  }
}

const image = (bytes: Buffer) => refuseUnknown(new NativeImage(bytes), 'NativeImage');

export const nativeImage = refuseUnknown(
  {
    createEmpty: () => image(Buffer.alloc(0)),
    createFromPath: (path: string) => image(existsSync(path) ? readFileSync(path) : Buffer.alloc(0)),
    createFromBuffer: (bytes: Buffer) => image(bytes),
    createFromDataURL: (url: string) => image(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')),
  },
  'nativeImage',
);
