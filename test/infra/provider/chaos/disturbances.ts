import type { FaultKind } from "../../../../infra/local/twilio/faults.ts";
import type { Disturbance, Laboratory, Operation } from "./trial.ts";

/** Faults of a single request, each of which the run itself has to survive. */
export const passing: readonly FaultKind[] = [
  "too-many-requests",
  "server-error",
  "unavailable-after",
  "reset-before",
  "reset-after",
  "malformed-json",
  "half-reply",
];

/** Twilio never answers, so a trial has to wait for the client to give up. */
export const silent: readonly FaultKind[] = ["silent-before", "silent-after"];

/** Every disturbance of these kinds at every request of the operation, in turn. */
export function everywhere(
  laboratory: Laboratory,
  operation: Operation,
  kinds: {
    readonly single?: readonly FaultKind[];
    readonly lasting?: readonly FaultKind[];
    readonly builds?: boolean;
    readonly ended?: boolean;
  },
): readonly Disturbance[] {
  const requests = laboratory.requestsOf(operation);
  const { single = [], lasting = [], builds = false, ended = false } = kinds;
  const at = requests.map((_, index) => index + 1);
  return [
    ...single.flatMap((kind) =>
      requests.flatMap((request): readonly Disturbance[] => [
        { ...request, kind },
        ...(kind === "too-many-requests" ? [{ ...request, kind, retryAfter: 1 }] : []),
      ]),
    ),
    ...requests
      .filter(({ method, template }) => builds && method === "POST" && template.endsWith("/Builds"))
      .map((request): Disturbance => ({ ...request, kind: "failing-build" })),
    ...lasting.flatMap((kind) => at.map((from): Disturbance => ({ kind, from }))),
    ...(ended
      ? at.flatMap((from): readonly Disturbance[] => [
          { kind: "cancel", from },
          { kind: "kill", from, checkpoints: true },
          { kind: "kill", from, checkpoints: false },
        ])
      : []),
  ];
}
