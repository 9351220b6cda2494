import { Badge, type BadgeProps, makeStyles, Text, tokens } from '@fluentui/react-components';
import {
  BotFilled,
  CalendarCancelFilled,
  type FluentIcon,
  KeyResetFilled,
  LockClosedFilled,
  PasswordClockFilled,
  PersonLockFilled,
  ShieldFilled,
} from '@fluentui/react-icons';
import type { AccountView } from '../../src/contract/users.ts';
import { useWording } from '../locales/context.ts';
import type { Texts } from '../locales/index.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
});

interface Sign {
  readonly id: Exclude<keyof Texts['users']['accountState'], 'ordinary'>;
  readonly color: NonNullable<BadgeProps['color']>;
  readonly Icon: FluentIcon;
  readonly holds: (account: AccountView) => boolean;
}

const signs: readonly Sign[] = [
  { id: 'locked', color: 'danger', Icon: LockClosedFilled, holds: (one) => one.locked },
  { id: 'expired', color: 'danger', Icon: CalendarCancelFilled, holds: (one) => one.expired },
  {
    id: 'password-expired',
    color: 'warning',
    Icon: PasswordClockFilled,
    holds: ({ password }) => password === 'expired',
  },
  {
    id: 'must-change',
    color: 'warning',
    Icon: KeyResetFilled,
    holds: ({ password }) => password === 'must-change',
  },
  { id: 'protected', color: 'informative', Icon: ShieldFilled, holds: (one) => one.protected },
  { id: 'service', color: 'informative', Icon: BotFilled, holds: (one) => one.service },
  {
    id: 'mayNotChange',
    color: 'informative',
    Icon: PersonLockFilled,
    holds: (one) => !one.mayChangePassword,
  },
];

/** What the directory says of an account, as far as it is out of the ordinary. */
export function AccountState({ account }: { readonly account: AccountView }) {
  const styles = useStyles();
  const { t } = useWording();
  const texts = t.users.accountState;
  const holding = signs.filter(({ holds }) => holds(account));
  if (holding.length === 0) return <Text>{texts.ordinary}</Text>;
  return (
    <span className={styles.root}>
      {holding.map(({ id, color, Icon }) => (
        <Badge key={id} appearance="tint" color={color} icon={<Icon />}>
          {texts[id]}
        </Badge>
      ))}
    </span>
  );
}
