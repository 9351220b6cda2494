export interface TenantRow {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
}

export interface Tenants {
  add(tenant: TenantRow): Promise<void>;
  get(id: string): Promise<TenantRow | null>;
  /** Oldest first. */
  list(): Promise<readonly TenantRow[]>;
  rename(id: string, name: string): Promise<void>;
}
