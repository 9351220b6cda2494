export interface AuditRecordsTable {
  tenant_id: string;
  seq: number;
  id: string;
  type: string;
  at: number;
  outcome: string;
  actor_kind: string;
  actor_id: string | null;
  actor_name: string | null;
  actor_key: string | null;
  subject_directory_id: string | null;
  subject_anchor: string | null;
  subject_name: string | null;
  subject_key: string | null;
  target: string | null;
  correlation_id: string | null;
  ip: string | null;
  user_agent: string | null;
  fields: string;
  previous_hash: string;
  hash: string;
  /** Null for a record that is as it was written. */
  redaction_mac: string | null;
}

export interface AuditHeadsTable {
  tenant_id: string;
  seq: number;
  hash: string;
  mac: string;
}

export interface ErasuresTable {
  tenant_id: string;
  directory_id: string;
  anchor: string;
  pseudonym: string;
  erased_at: number;
  settled_at: number | null;
}
