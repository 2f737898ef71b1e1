type Inputs = Readonly<Record<string, string>>;

/** Who wants to be told of which events, and how. */
export interface HookSubscriptionRecord {
  readonly id: string;
  readonly organization: string;
  readonly publisherId: string;
  readonly eventType: string;
  readonly resourceVersion: string;
  readonly consumerId: string;
  readonly consumerActionId: string;
  readonly publisherInputs: Inputs;
  readonly consumerInputs: Inputs;
  readonly status: 'enabled' | 'disabledByUser';
  readonly createdBy: string;
  readonly createdDate: string;
  readonly modifiedBy: string;
  readonly modifiedDate: string;
}

/** One event that was sent to a subscription, and what came of it. */
export interface HookNotificationRecord {
  /** `<subscription id>:<number>` */
  readonly id: string;
  readonly number: number;
  readonly subscriptionId: string;
  readonly event: Readonly<Record<string, unknown>>;
  readonly status: 'queued' | 'requestInProgress' | 'completed';
  readonly result: 'pending' | 'succeeded' | 'failed';
  readonly createdDate: string;
  readonly completedDate?: string;
  /** Request and answer as text, with secrets masked. */
  readonly request?: string;
  readonly response?: string;
  readonly errorMessage?: string;
  readonly milliseconds?: number;
}
