/** `a•••@example.com`: enough for somebody who knows the address, nothing for anybody else. */
export function maskMail(address: string): string {
  const at = address.lastIndexOf('@');
  if (at < 1) return '•••';
  const [first = ''] = address;
  return `${first}•••${address.slice(at)}`;
}

/** `•••• 4567`: the last four digits of a number, and nothing of an extension behind it (RFC 3966). */
export function maskNumber(number: string): string {
  const [main = ''] = number.split(';');
  return `•••• ${main.replaceAll(/[^0-9]/g, '').slice(-4)}`;
}

export function maskDestination(destination: string): string {
  return destination.includes('@') ? maskMail(destination) : maskNumber(destination);
}
