import { Button, type ButtonProps, Tooltip } from '@fluentui/react-components';

/** A button that says in words why it does nothing now, reachable by keyboard (U2). */
export function ReasonedButton({
  why,
  onClick,
  children,
  appearance,
  size,
}: Pick<ButtonProps, 'appearance' | 'size'> & {
  readonly why: string | undefined;
  readonly onClick: () => void;
  readonly children: string;
}) {
  const button = (
    <Button
      disabledFocusable={why !== undefined}
      onClick={() => why === undefined && onClick()}
      {...(appearance === undefined ? {} : { appearance })}
      {...(size === undefined ? {} : { size })}
    >
      {children}
    </Button>
  );
  return why === undefined ? (
    button
  ) : (
    <Tooltip content={why} relationship="description">
      {button}
    </Tooltip>
  );
}
