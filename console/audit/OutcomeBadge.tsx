import { Badge } from '@fluentui/react-components';
import { CheckmarkCircleFilled, ClockFilled, DismissCircleFilled } from '@fluentui/react-icons';
import type { AuditOutcome } from '../../src/contract/shapes.ts';
import { useWording } from '../locales/context.ts';

const looks = {
  success: { color: 'success', icon: <CheckmarkCircleFilled /> },
  failure: { color: 'danger', icon: <DismissCircleFilled /> },
  pending: { color: 'informative', icon: <ClockFilled /> },
} as const;

export function OutcomeBadge({ outcome }: { readonly outcome: AuditOutcome }) {
  const { t } = useWording();
  const { color, icon } = looks[outcome];
  return (
    <Badge appearance="tint" color={color} icon={icon}>
      {t.audit.outcomes[outcome]}
    </Badge>
  );
}
