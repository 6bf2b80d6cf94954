import type { Frame } from './cdp-protocol.ts';
import { originOf, toOutside } from './custom-protocol.ts';

let lastRoutingId = 0;

/** Electron's WebFrameMain: one frame of a page, as the sender of a message or the subject of a navigation. */
export class WebFrameMain {
  readonly frameToken: string;
  readonly routingId: number;
  readonly frameTreeNodeId: number;
  readonly processId = 1;
  readonly parent: WebFrameMain | null;
  readonly name: string;
  url: string;
  detached = false;
  private readonly children = new Set<WebFrameMain>();

  constructor(frame: Frame, parent: WebFrameMain | null) {
    lastRoutingId += 1;
    this.frameToken = frame.id;
    this.routingId = lastRoutingId;
    this.frameTreeNodeId = lastRoutingId;
    this.parent = parent;
    this.name = frame.name ?? '';
    this.url = toOutside(frame.url + (frame.urlFragment ?? ''));
    parent?.children.add(this);
  }

  get origin(): string {
    return originOf(this.url);
  }

  get top(): WebFrameMain {
    return this.parent?.top ?? this;
  }

  get frames(): WebFrameMain[] {
    return [...this.children];
  }

  get framesInSubtree(): WebFrameMain[] {
    return [this, ...this.frames.flatMap((one) => one.framesInSubtree)];
  }

  isDestroyed(): boolean {
    return this.detached;
  }

  detach(): void {
    this.detached = true;
    this.parent?.children.delete(this);
  }
}
