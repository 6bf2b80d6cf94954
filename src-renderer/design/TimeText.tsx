import { Tooltip } from '@fluentui/react-components';
import { formatAge, formatTime, formatTimeInFull } from './formats.ts';

/** A time as ux §14 shows it, its age beside it where that helps, the zone in its tooltip. */
export function TimeText({ ms, age = 'none' }: { readonly ms: number; readonly age?: 'none' | 'beside' }) {
  const old = age === 'beside' ? formatAge(ms) : '';
  return (
    <Tooltip content={formatTimeInFull(ms)} relationship="description">
      <time dateTime={new Date(ms).toISOString()}>
        {formatTime(ms)}
        {old !== '' && ` (${old})`}
      </time>
    </Tooltip>
  );
}
