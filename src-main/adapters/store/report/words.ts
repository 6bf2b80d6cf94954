import type Database from 'better-sqlite3';

/** The words of one report file while it is written: each gets a small number when it is first seen. */
export class NewWords {
  readonly #ids = new Map<string, number>();

  idOf(word: string): number {
    const known = this.#ids.get(word);
    if (known !== undefined) return known;
    const id = this.#ids.size + 1;
    this.#ids.set(word, id);
    return id;
  }

  writeTo(db: Database.Database): void {
    const insert = db.prepare<[number, string]>('INSERT INTO word (id, text) VALUES (?, ?)');
    for (const [word, id] of this.#ids) insert.run(id, word);
  }
}

/** The words of a finished file, both ways. */
export class StoredWords {
  readonly #texts = new Map<number, string>();
  readonly #ids = new Map<string, number>();

  constructor(db: Database.Database, schema: 'main' | 'approved' = 'main') {
    const rows = db.prepare<[], { id: number; text: string }>(`SELECT id, text FROM ${schema}.word`).all();
    for (const { id, text } of rows) {
      this.#texts.set(id, text);
      this.#ids.set(text, id);
    }
  }

  textOf(id: number): string {
    return this.#texts.get(id) ?? '';
  }

  idOf(word: string): number | undefined {
    return this.#ids.get(word);
  }
}
