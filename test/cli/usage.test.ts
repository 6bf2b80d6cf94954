import { describe, expect, it } from 'vitest';
import { FakeHouse } from '../fakes/fake-house.ts';
import { callMuster, houseOfContoso } from './call-muster.ts';

describe('help', () => {
  it('names every command of the contract, with nothing but muster typed', async () => {
    const { exit, out, err } = await callMuster(new FakeHouse(), []);
    const commands = [
      'demo',
      'preview',
      'tenant',
      'source',
      'settings',
      'token',
      'sync',
      'report',
      'exclusions',
      'doctor',
      'console',
      'run',
      'history',
    ];
    expect([exit, err]).toEqual([0, '']);
    expect(commands.filter((name) => !new RegExp(`^  ${name}\\b`, 'm').test(out))).toEqual([]);
  });

  it('tells of every command what it does, its options, and where useful an example', async () => {
    const { out } = await callMuster(new FakeHouse(), ['console', 'serve', '--help']);
    expect(out).toMatchInlineSnapshot(`
      "Usage: muster console serve [options]

      Serve the demo console until stopped. The first line of output is JSON with its addresses and, when
      they are new, its secrets.

      Options:
        --port <number>         port on 127.0.0.1; 0 takes any free one (default: 0)
        --data <folder>         where its database is kept; it survives a restart (default: served-console
                                in the data folder)
        --seed <file.csv>       people that a new console begins with; Provisioning Managed = false fills
                                the exclusions
        --sync-limit <seconds>  least time between two syncs (default: 900)
        --new-secrets           replace the SCIM token and the admin key; the earlier ones stop working
        --help                  show help

      Global Options:
        --version               show the version
        --json                  print one JSON document on standard output and nothing else there

      The secrets are shown once, on the first start with a data folder; later they are null unless --new-secrets.
      Stop it with Ctrl-C; the exit code is 0 then.

      Example:
        muster console serve --data ./console --seed people.csv --sync-limit 60
      "
    `);
  });

  it('lists the exit codes', async () => {
    const { exit, out } = await callMuster(new FakeHouse(), ['help', 'exit-codes']);
    expect([exit, out]).toEqual([0, expect.stringContaining('  7  directory incomplete or empty')]);
  });

  it('is shown for a group that is named alone', async () => {
    const { exit, out } = await callMuster(new FakeHouse(), ['tenant']);
    expect([exit, out]).toEqual([0, expect.stringContaining('Usage: muster tenant')]);
  });

  it.each([[['--json']], [['--help', '--json']], [['sync', '--help', '--json']], [['--version', '--json']]])(
    'is one JSON document too: %j',
    async (args) => {
      const called = await callMuster(new FakeHouse(), args);
      expect([called.exit, Object.keys(called.json())]).toEqual([0, ['help']]);
    },
  );

  it('does not offer what is not there yet', async () => {
    for (const args of [
      ['report', 'compare'],
      ['report', 'verify'],
    ]) {
      expect((await callMuster(new FakeHouse(), args)).exit).toBe(2);
    }
    expect((await callMuster(new FakeHouse(), ['preview', '--help'])).out).not.toContain('--report');
  });
});

describe('wrong usage', () => {
  it.each([
    [['tennant', 'list'], "Unknown command 'tennant'.", 'Did you mean tenant?'],
    [['help', 'sink'], "Unknown command 'sink'.", 'Did you mean sync?'],
    [['sync', '--liv'], "Unknown option '--liv'.", 'Did you mean --live?'],
    [['preview'], "Required option '--directory <file.csv>' not specified.", '--help'],
    [['report', 'why'], "Missing required argument 'person'.", '--help'],
    [['report', 'rows', '--kind', 'gone'], 'It is one or more of created, changed', '--help'],
    [['report', 'rows', '--limit', '-3'], 'It takes a whole number from 1 to 100000.', '--help'],
    [['settings', 'set', '--test-mode', 'maybe'], 'Say on or off.', '--help'],
    [['sync', '--live', '--plan', 'xyz'], 'A plan hash is sha256:', '--help'],
  ])('%j is exit code 2 with a sentence and what to do', async (args, sentence, next) => {
    const asText = await callMuster(await houseOfContoso(), args);
    const asJson = await callMuster(await houseOfContoso(), [...args, '--json']);
    expect([asText.exit, asText.out]).toEqual([2, '']);
    expect(asText.err).toContain(sentence);
    expect(asText.err).toContain(next);
    expect([asJson.exit, asJson.err, asJson.json()]).toMatchObject([2, '', { error: { code: 'bad-input' } }]);
  });
});

describe('what nobody was prepared for', () => {
  const broken = {
    openHouse: async (): Promise<never> => {
      throw new TypeError('cannot read properties of undefined');
    },
  };

  it('is a sentence and exit code 1, never a stack trace', async () => {
    const called = await callMuster(new FakeHouse(), ['doctor'], { composition: broken });
    expect([called.exit, called.out]).toEqual([1, '']);
    expect(called.err).toContain('Something went wrong inside Muster');
    expect(called.err).not.toMatch(/\n\s+at /);
  });

  it('is one JSON document with --json', async () => {
    const called = await callMuster(new FakeHouse(), ['doctor', '--json'], { composition: broken });
    expect([called.exit, called.json()]).toMatchObject([1, { error: { code: 'unexpected' } }]);
    expect(called.out).not.toContain('    at ');
  });

  it('brings its own failure where the database threw one', async () => {
    const failure = { code: 'disk-full', sentence: 'The disk is full.', next: 'Make room.' };
    const called = await callMuster(new FakeHouse(), ['doctor'], {
      composition: {
        openHouse: async () => {
          throw Object.assign(new Error('SQLITE_FULL'), { failure });
        },
      },
    });
    expect([called.exit, called.err]).toEqual([1, 'The disk is full.\n  Make room.\n']);
  });
});
