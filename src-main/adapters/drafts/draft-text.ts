import { z } from 'zod';
import type { DraftEntry, DraftStart } from '../../app/ports/draft-store.ts';
import type { EditedLine } from '../../core/draft-lines.ts';

/** Grows with each change that an older Muster could not read. */
const FORMAT = 1;

const id = z.number().int().positive();
/** Names would be half of a file of 100,000 lines. */
const packed = z.array(z.tuple([id, z.string(), z.string()]));

const startSchema = z.object({
  format: z.literal(FORMAT),
  where: z.enum(['console', 'file']),
  file: z.string().optional(),
  base: z.object({ lines: packed, mark: z.string(), readAtMs: z.number(), notes: z.array(z.string()) }),
  /** Absent: the draft began as the list in force. */
  lines: packed.optional(),
});

const line = z.object({ id, email: z.string(), managed: z.string() });
const operation = z.discriminatedUnion('op', [
  z.object({ op: z.literal('set'), lines: z.array(line) }),
  z.object({ op: z.literal('put'), lines: z.array(line.extend({ at: z.number().int().nonnegative() })) }),
  z.object({ op: z.literal('remove'), ids: z.array(id) }),
  z.object({ op: z.literal('replace'), lines: z.array(line) }),
]);
const entrySchema: z.ZodType<DraftEntry> = z.object({
  kind: z.enum(['do', 'undo', 'redo']),
  operations: z.array(operation),
});

export function startToText({ where, file, base, lines }: DraftStart): string {
  const start: z.infer<typeof startSchema> = {
    format: FORMAT,
    where,
    ...(file === undefined ? {} : { file }),
    base: { ...base, notes: [...base.notes], lines: pack(base.lines) },
    ...(lines === base.lines ? {} : { lines: pack(lines) }),
  };
  return `${JSON.stringify(start)}\n`;
}

export function readStart(text: string): DraftStart | undefined {
  const read = startSchema.safeParse(parsed(text));
  if (!read.success) return undefined;
  const { where, file, base, lines } = read.data;
  const baseLines = unpack(base.lines);
  return {
    where,
    file,
    base: { ...base, lines: baseLines },
    lines: lines === undefined ? baseLines : unpack(lines),
  };
}

export function readEntry(text: string): DraftEntry | undefined {
  const read = entrySchema.safeParse(parsed(text));
  return read.success ? read.data : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A line that a crash cut short; whoever reads it takes it for no act at all.
    return undefined;
  }
}

function pack(lines: readonly EditedLine[]): [number, string, string][] {
  return lines.map((each) => [each.id, each.email, each.managed]);
}

function unpack(lines: readonly [number, string, string][]): readonly EditedLine[] {
  return lines.map(([lineId, email, managed]) => ({ id: lineId, email, managed }));
}
