import type { CdpSession } from './cdp-connection.ts';
import { toOutside } from './custom-protocol.ts';
import { preloadWorld } from './page-scripts.ts';
import { WebFrameMain } from './web-frame.ts';

/** The frames of one page and the preload world of each, kept up to date from Chromium's events. */
export class PageFrames {
  private readonly frames = new Map<string, WebFrameMain>();
  private readonly contexts = new Map<number, string>();
  private mainId: string | undefined;
  private mainContext: number | undefined;

  follow(cdp: CdpSession): void {
    cdp.on('Page.frameAttached', ({ frameId, parentFrameId }) => {
      const parent = this.frames.get(parentFrameId) ?? null;
      this.frames.set(frameId, new WebFrameMain({ id: frameId, url: '' }, parent));
    });
    cdp.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId === undefined) this.mainId = frame.id;
      const known = this.frames.get(frame.id);
      if (known) known.url = toOutside(frame.url + (frame.urlFragment ?? ''));
      else this.add(frame.id, frame.url + (frame.urlFragment ?? ''), frame.parentId);
    });
    cdp.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      const frame = this.frames.get(frameId);
      if (frame) frame.url = toOutside(url);
    });
    cdp.on('Page.frameDetached', ({ frameId }) => {
      this.frames.get(frameId)?.detach();
      this.frames.delete(frameId);
    });
    cdp.on('Runtime.executionContextsCleared', () => this.contexts.clear());
    cdp.on('Runtime.executionContextCreated', ({ context: { id, name, auxData } }) => {
      if (name !== preloadWorld) return;
      this.contexts.set(id, auxData.frameId);
      if (auxData.frameId === this.mainId || this.mainId === undefined) this.mainContext = id;
    });
  }

  add(id: string, url: string, parentId: string | undefined): void {
    const parent = parentId === undefined ? null : (this.frames.get(parentId) ?? null);
    if (parentId === undefined) this.mainId = id;
    this.frames.set(id, new WebFrameMain({ id, url }, parent));
  }

  get main(): WebFrameMain | undefined {
    return this.mainId === undefined ? undefined : this.frames.get(this.mainId);
  }

  byId(frameId: string): WebFrameMain | undefined {
    return this.frames.get(frameId);
  }

  /** The frame whose preload world this is. */
  ofContext(contextId: number): WebFrameMain | undefined {
    const id = this.contexts.get(contextId);
    return id === undefined ? undefined : this.frames.get(id);
  }

  /** The preload world of the page's own frame, while it has one. */
  get preloadContext(): number | undefined {
    return this.mainContext !== undefined && this.contexts.has(this.mainContext)
      ? this.mainContext
      : undefined;
  }
}
