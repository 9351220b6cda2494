import { Badge, type BadgeProps, makeStyles, tokens } from '@fluentui/react-components';
import {
  ArrowSwapFilled,
  CheckmarkCircleFilled,
  CircleHintFilled,
  DismissCircleFilled,
  type FluentIcon,
  PersonProhibitedFilled,
  PlugDisconnectedFilled,
  ShieldErrorFilled,
  SubtractCircleFilled,
} from '@fluentui/react-icons';
import type { DirectoryHealthView, DirectoryView } from '../../../src/contract/directories.ts';
import { usePageTexts } from '../../locales/page-texts.ts';

const useStyles = makeStyles({
  /** A colour that no other state has. */
  refused: {
    color: tokens.colorPaletteBerryForeground2,
    backgroundColor: tokens.colorPaletteBerryBackground2,
  },
});

interface Look {
  readonly color: NonNullable<BadgeProps['color']>;
  readonly Icon: FluentIcon;
}

const looks: Record<DirectoryHealthView['state'], Look> = {
  untried: { color: 'informative', Icon: CircleHintFilled },
  connected: { color: 'success', Icon: CheckmarkCircleFilled },
  'on-substitute': { color: 'warning', Icon: ArrowSwapFilled },
  unreachable: { color: 'danger', Icon: PlugDisconnectedFilled },
  'not-trusted': { color: 'severe', Icon: ShieldErrorFilled },
  refused: { color: 'important', Icon: PersonProhibitedFilled },
};

/** What the connection is at: by words, a sign and a colour, never by a colour alone. */
export function HealthBadge({ directory }: { readonly directory: DirectoryView }) {
  const styles = useStyles();
  const texts = usePageTexts('directories');
  const { health, enabled, reachable } = directory;
  if (!enabled) {
    return (
      <Badge appearance="outline" color="informative" icon={<SubtractCircleFilled />}>
        {texts.off}
      </Badge>
    );
  }
  if (health === null) {
    return (
      <Badge
        appearance="tint"
        color={reachable ? 'success' : 'danger'}
        icon={reachable ? <CheckmarkCircleFilled /> : <DismissCircleFilled />}
      >
        {reachable ? texts.builtinState.name : texts.builtinState.gone}
      </Badge>
    );
  }
  const { color, Icon } = looks[health.state];
  return (
    <Badge
      appearance="tint"
      color={color}
      icon={<Icon />}
      {...(health.state === 'refused' ? { className: styles.refused } : {})}
    >
      {texts.states[health.state].name}
    </Badge>
  );
}
