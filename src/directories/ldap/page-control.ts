import { Ber, BerWriter, type BerReader, Control } from 'ldapts';

/** Simple paged results (RFC 2696); the library's own stops at a page that is empty and not the last one. */
export class PageControl extends Control {
  private readonly size: number;
  private cookie: Buffer = Buffer.alloc(0);

  constructor(size: number) {
    super('1.2.840.113556.1.4.319', { critical: true });
    this.size = size;
  }

  /** Whether the server has more; valid after an answer. */
  get more(): boolean {
    return this.cookie.length > 0;
  }

  protected override writeControl(writer: BerWriter): void {
    const value = new BerWriter();
    value.startSequence();
    value.writeInt(this.size);
    value.writeBuffer(this.cookie, Ber.OctetString);
    value.endSequence();
    writer.writeBuffer(value.buffer, Ber.OctetString);
    this.cookie = Buffer.alloc(0);
  }

  protected override parseControl(reader: BerReader): void {
    reader.readSequence();
    reader.readInt();
    this.cookie = reader.readString(Ber.OctetString, true) ?? Buffer.alloc(0);
  }
}
