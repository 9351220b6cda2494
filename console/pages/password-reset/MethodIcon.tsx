import {
  BuildingRegular,
  CallRegular,
  ChatRegular,
  DocumentKeyRegular,
  FingerprintRegular,
  type FluentIcon,
  KeyMultipleRegular,
  MailRegular,
  PhoneKeyRegular,
  PhoneLaptopRegular,
  QuestionCircleRegular,
  TicketDiagonalRegular,
} from '@fluentui/react-icons';

const icons: Readonly<Record<string, FluentIcon>> = {
  email: MailRegular,
  text: ChatRegular,
  'voice-mobile': CallRegular,
  'voice-office': BuildingRegular,
  questions: QuestionCircleRegular,
  'app-code': PhoneKeyRegular,
  passkey: FingerprintRegular,
  'recovery-codes': DocumentKeyRegular,
  device: PhoneLaptopRegular,
  'temporary-pass': TicketDiagonalRegular,
};

export function MethodIcon({ id }: { readonly id: string }) {
  const Icon = icons[id] ?? KeyMultipleRegular;
  return <Icon fontSize={20} aria-hidden="true" />;
}
