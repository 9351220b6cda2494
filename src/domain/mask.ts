/** `a•••@example.com`: enough for somebody who knows the address, nothing for anybody else. */
export function maskMail(address: string): string {
  const at = address.lastIndexOf('@');
  if (at < 1) return '•••';
  const [first = ''] = address;
  return `${first}•••${address.slice(at)}`;
}
