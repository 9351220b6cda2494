import { Ber, BerWriter, Control } from 'ldapts';

/** One INTEGER in a SEQUENCE: the value of several of Active Directory's controls. */
class IntegerControl extends Control {
  private readonly value: number;

  constructor(oid: string, value: number) {
    super(oid, { critical: true });
    this.value = value;
  }

  protected override writeControl(writer: BerWriter): void {
    const value = new BerWriter();
    value.startSequence();
    value.writeInt(this.value);
    value.endSequence();
    writer.writeBuffer(value.buffer, Ber.OctetString);
  }
}

const daclOnly = 4;

/** Without it a security descriptor is read with its auditing part, which an ordinary account may not see (MS-ADTS 3.1.1.3.4.1.11). */
export const readAccessList = (): Control => new IntegerControl('1.2.840.113556.1.4.801', daclOnly);

/** LDAP_SERVER_POLICY_HINTS and the name it first had (MS-ADTS 3.1.1.3.4.1.27); the first that a server offers is taken. */
export const policyHintsOids = ['1.2.840.113556.1.4.2239', '1.2.840.113556.1.4.2066'] as const;

/** A reset with it is held to the history and the minimum age as well (R182); critical, so that it is not passed over. */
export const policyHints = (oid: string): Control => new IntegerControl(oid, 1);
