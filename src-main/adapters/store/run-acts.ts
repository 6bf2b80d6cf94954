import type { Run } from '../../app/ports/main-store.ts';
import { LINE, runLineText } from '../../core/audit-line.ts';
import type { AuditAct, AuditFacts } from '../../core/audit-trail.ts';
import { sha256OfText } from './audit-hash.ts';

/** What the trail tells of a run that begins. */
export function startOf(run: Run): AuditAct {
  return {
    who: run.who,
    act: 'run-started',
    tenantId: run.tenantId,
    runId: run.id,
    facts: { kind: run.kind },
  };
}

/** What the trail tells of a run that ended, was cut short, or changed after its end: how, its plan and its counts. */
export function endOf(run: Run, facts: AuditFacts | undefined, who: string): AuditAct {
  const { id, tenantId, kind, status, planHash, causeCode, applied, directoryRows } = run;
  return {
    who,
    act: status === 'Interrupted' ? 'run-interrupted' : 'run-ended',
    tenantId,
    runId: id,
    ...(planHash === undefined ? {} : { planHash }),
    facts: {
      ...facts,
      ...{ kind, status },
      ...(causeCode === undefined ? {} : { cause: causeCode }),
      ...(applied === undefined ? {} : applied),
      ...(directoryRows === undefined ? {} : { directoryRows }),
      [LINE]: sha256OfText(runLineText(run)),
    },
  };
}
