// The part of Chromium's DevTools protocol that the host speaks. Only fields that it reads or writes are named.

type None = Record<never, never>;
interface Command<Params, Result = None> {
  readonly params: Params;
  readonly result: Result;
}

export interface TargetInfo {
  readonly targetId: string;
  readonly type: string;
  readonly title: string;
  readonly url: string;
  readonly openerId?: string;
}

export interface Frame {
  readonly id: string;
  readonly parentId?: string;
  readonly url: string;
  readonly urlFragment?: string;
  readonly name?: string;
}

export interface PausedRequest {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly request: {
    readonly url: string;
    readonly urlFragment?: string;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly postData?: string;
    readonly postDataEntries?: readonly { readonly bytes?: string }[];
  };
}

export interface HeaderEntry {
  readonly name: string;
  readonly value: string;
}

export interface WindowBounds {
  readonly left?: number;
  readonly top?: number;
  readonly width?: number;
  readonly height?: number;
  readonly windowState?: 'normal' | 'minimized' | 'maximized' | 'fullscreen';
}

export interface Evaluated {
  readonly result: { readonly value?: unknown; readonly objectId?: string; readonly subtype?: string };
  readonly exceptionDetails?: {
    readonly text: string;
    readonly exception?: { readonly description?: string };
  };
}

export interface Commands {
  'Target.setAutoAttach': Command<{ autoAttach: boolean; waitForDebuggerOnStart: boolean; flatten: true }>;
  'Target.setDiscoverTargets': Command<{ discover: boolean }>;
  'Target.createTarget': Command<
    { url: string; newWindow: boolean; width: number; height: number },
    { targetId: string }
  >;
  'Target.closeTarget': Command<{ targetId: string }>;
  'Target.activateTarget': Command<{ targetId: string }>;
  'Browser.getVersion': Command<None, { product: string }>;
  'Browser.close': Command<None>;
  'Browser.getWindowForTarget': Command<{ targetId: string }, { windowId: number; bounds: WindowBounds }>;
  'Browser.setWindowBounds': Command<{ windowId: number; bounds: WindowBounds }>;
  'Browser.setPermission': Command<{
    permission: { name: string; userVisibleOnly?: boolean };
    setting: 'granted' | 'denied' | 'prompt';
    origin?: string;
  }>;
  'Page.enable': Command<None>;
  'Page.setLifecycleEventsEnabled': Command<{ enabled: boolean }>;
  'Page.addScriptToEvaluateOnNewDocument': Command<{ source: string; worldName?: string }>;
  'Page.navigate': Command<{ url: string }, { frameId: string; loaderId?: string; errorText?: string }>;
  'Page.reload': Command<{ ignoreCache: boolean }>;
  'Page.stopLoading': Command<None>;
  'Page.bringToFront': Command<None>;
  'Page.crash': Command<None>;
  'Page.getFrameTree': Command<None, { frameTree: { frame: Frame } }>;
  'Page.captureScreenshot': Command<{ format: 'png' }, { data: string }>;
  'Page.getNavigationHistory': Command<
    None,
    { currentIndex: number; entries: { id: number; url: string }[] }
  >;
  'Runtime.enable': Command<None>;
  'Runtime.addBinding': Command<{ name: string; executionContextName: string }>;
  'Runtime.runIfWaitingForDebugger': Command<None>;
  'Runtime.evaluate': Command<
    {
      expression: string;
      contextId?: number;
      awaitPromise?: boolean;
      returnByValue?: boolean;
      userGesture?: boolean;
    },
    Evaluated
  >;
  'Fetch.enable': Command<{ patterns: { urlPattern: string; requestStage: 'Request' }[] }>;
  'Fetch.failRequest': Command<{ requestId: string; errorReason: string }>;
  'Fetch.continueRequest': Command<{ requestId: string }>;
  'Fetch.fulfillRequest': Command<{
    requestId: string;
    responseCode: number;
    responseHeaders: HeaderEntry[];
    body: string;
  }>;
  'DOM.getFileInfo': Command<{ objectId: string }, { path: string }>;
  'Emulation.setEmulatedMedia': Command<{ features: { name: string; value: string }[] }>;
  'Emulation.setDeviceMetricsOverride': Command<{
    width: number;
    height: number;
    deviceScaleFactor: number;
    mobile: boolean;
    screenWidth?: number;
    screenHeight?: number;
  }>;
  'Emulation.setDefaultBackgroundColorOverride': Command<{ color?: unknown }>;
  'Emulation.setFocusEmulationEnabled': Command<{ enabled: boolean }>;
  'Inspector.enable': Command<None>;
}

export interface Events {
  'Target.attachedToTarget': { sessionId: string; targetInfo: TargetInfo; waitingForDebugger: boolean };
  'Target.detachedFromTarget': { sessionId: string };
  'Target.targetDestroyed': { targetId: string };
  'Page.frameNavigated': { frame: Frame };
  'Page.frameDetached': { frameId: string };
  'Page.frameAttached': { frameId: string; parentFrameId: string };
  'Page.navigatedWithinDocument': { frameId: string; url: string };
  'Page.frameStartedLoading': { frameId: string };
  'Page.frameStoppedLoading': { frameId: string };
  'Page.domContentEventFired': None;
  'Page.loadEventFired': None;
  'Page.lifecycleEvent': { frameId: string; name: string };
  'Page.windowOpen': { url: string; windowName: string; windowFeatures: string[] };
  'Runtime.executionContextCreated': {
    context: {
      id: number;
      name: string;
      auxData: { frameId: string; isDefault: boolean };
    };
  };
  'Runtime.executionContextsCleared': None;
  'Runtime.bindingCalled': { name: string; payload: string; executionContextId: number };
  'Runtime.consoleAPICalled': {
    type: string;
    args: { value?: unknown; description?: string; type: string }[];
    stackTrace?: { callFrames: { url: string; lineNumber: number }[] };
  };
  'Fetch.requestPaused': PausedRequest;
  'Inspector.targetCrashed': None;
}
