/** The desktop around the window, as its calls need it; Electron stands behind it. */
export interface Desktop {
  readonly platform: 'windows' | 'mac' | 'linux';
  readonly locale: string;
  readonly version: string;
  readonly who: string;
  /** Started with `--demo`. */
  readonly triesDemo: boolean;
  readonly homeFolder: string;
  /** Opens an address of the list of links; `false` where it is none of it. */
  openLink(link: string): Promise<boolean>;
  /** Opens a file or folder of ours with the system's program; a sentence where it could not. */
  openPath(path: string): Promise<string | undefined>;
  showInFolder(path: string): void;
  /** Asks for a file to read; `undefined` = cancelled. */
  askForFile(what: {
    readonly title: string;
    readonly extensions: readonly string[];
  }): Promise<string | undefined>;
  /** Asks where to save; `undefined` = cancelled. */
  askWhereToSave(what: {
    readonly title: string;
    readonly name: string;
    readonly extensions: readonly string[];
  }): Promise<string | undefined>;
  /** Writes a file that the admin chose, whole or not at all; a sentence where it could not. */
  saveText(file: string, text: string): Promise<string | undefined>;
  copyText(text: string): void;
  /** The theme of the window and of what the system draws for it. */
  applyTheme(theme: 'system' | 'light' | 'dark'): void;
  closeMainWindow(): void;
}
