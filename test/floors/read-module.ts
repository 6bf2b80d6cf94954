import { type ESTree, parseSync, Visitor } from 'vite';

/** One thing that a file asks for: an import, a type import, a re-export or a `require`. */
export interface Import {
  /** As written; undefined where the name is computed, so that nobody can check it. */
  readonly from: string | undefined;
  readonly line: number;
}

/** What the rules need to know about one source file. */
export interface Module {
  /** Path from the root of the repository, with slashes. */
  readonly path: string;
  readonly lineCount: number;
  readonly imports: readonly Import[];
  readonly usages: readonly Usage[];
  /** Nothing in it but re-exports. */
  readonly isBarrel: boolean;
}

/** A piece of syntax that some rule may forbid. */
export interface Usage {
  readonly what: UsageKind;
  /** The name concerned, where there is one: `Date.now`, `setTimeout`, `@ts-ignore`. */
  readonly name: string;
  readonly line: number;
}

export type UsageKind = 'global' | 'any' | 'silencer' | 'default-export' | 'empty-catch' | 'syntax-error';

const globalsWithMembers = new Set(['process', 'Buffer', 'crypto', 'performance', 'globalThis']);
// `console` alone is a word of this product.
const globalMembers = new Set([
  'Date.now',
  'Math.random',
  ...['debug', 'error', 'info', 'log', 'warn'].map((level) => `console.${level}`),
]);
const globalCalls = new Set(['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'fetch', 'Date']);

/** Reads a TypeScript file with a real parser: text in comments and strings can neither hide nor fake an import. */
export function readModule(path: string, source: string): Module {
  const { program, comments, errors } = parseSync(path, source);
  const imports: Import[] = [];
  const usages: Usage[] = [];
  const lineOf = (node: { readonly start: number }) => source.slice(0, node.start).split('\n').length;
  const ask = (node: ESTree.Node, from: unknown) =>
    imports.push({ from: typeof from === 'string' ? from : undefined, line: lineOf(node) });
  const use = (node: { readonly start: number }, what: UsageKind, name: string) =>
    usages.push({ what, name, line: lineOf(node) });

  for (const error of errors) use({ start: error.labels[0]?.start ?? 0 }, 'syntax-error', error.message);
  for (const comment of comments) {
    const silencer = /@ts-(ignore|expect-error|nocheck)/.exec(comment.value);
    if (silencer) use(comment, 'silencer', silencer[0]);
  }
  new Visitor({
    ImportDeclaration: (node) => ask(node, node.source.value),
    ExportAllDeclaration: (node) => ask(node, node.source.value),
    ExportNamedDeclaration(node) {
      if (node.source) ask(node, node.source.value);
      for (const { exported } of node.specifiers) {
        if (exported.type === 'Identifier' && exported.name === 'default')
          use(node, 'default-export', 'default');
      }
    },
    ExportDefaultDeclaration: (node) => use(node, 'default-export', 'default'),
    ImportExpression: (node) => ask(node, literal(node.source)),
    TSImportType: (node) => ask(node, node.source.value),
    TSAnyKeyword: (node) => use(node, 'any', 'any'),
    CatchClause(node) {
      if (node.body.body.length === 0) use(node, 'empty-catch', 'catch');
    },
    NewExpression(node) {
      if (isNamed(node.callee, 'Date') && node.arguments.length === 0) use(node, 'global', 'new Date()');
    },
    CallExpression(node) {
      if (isNamed(node.callee, 'require')) ask(node, literal(node.arguments[0]));
      if (node.callee.type === 'Identifier' && globalCalls.has(node.callee.name)) {
        use(node, 'global', node.callee.name);
      }
    },
    MemberExpression(node) {
      if (node.object.type !== 'Identifier') return;
      const { name } = node.object;
      const member = node.property.type === 'Identifier' ? node.property.name : '…';
      if (globalsWithMembers.has(name)) use(node, 'global', name);
      if (globalMembers.has(`${name}.${member}`)) {
        use(node, 'global', `${name}.${member}`);
      }
    },
  }).visit(program);

  return {
    path,
    lineCount: source.trimEnd().split('\n').length,
    imports,
    usages,
    isBarrel:
      program.body.some(isReExport) && program.body.every((node) => isReExport(node) || isImport(node)),
  };
}

function isReExport(node: ESTree.Node): boolean {
  if (node.type === 'ExportAllDeclaration') return true;
  return node.type === 'ExportNamedDeclaration' && node.declaration === null;
}

function isImport(node: ESTree.Node): boolean {
  return node.type === 'ImportDeclaration';
}

function isNamed(node: ESTree.Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}

function literal(node: ESTree.Node | undefined): unknown {
  return node?.type === 'Literal' ? node.value : undefined;
}
