import type { Expressions } from "./expressions";
import { type NamedId, namedIds } from "./named-ids";
import {
  ATTACHES_TARGETS,
  IDENTITY_TYPES,
  INGRESS_RULES,
  KIND_OF_TYPE,
  LITERAL_ID,
  type PartKind,
  WORKS_UNDER_ROLES,
} from "./part-kinds";
import type { Block, StackDocument } from "./stack-document";

/** Whether something is part of a cluster or of its network; `undecided` when the document does not tell. */
export type Leads = boolean | "undecided";

/**
 * Which resources of a stack belong to a cluster. It starts from what Amazon EKS is given and from the networks that this
 * library made, and follows references: from the cluster to what it is made of, and from whatever stands in its subnets
 * to the security groups it wears. A group that lets in another group leads the way for it: members of the other are
 * stepping stones. Groups and machines of this library always count, but make nothing around them a part.
 */
export class ClusterParts {
  private readonly parts = new Map<string, PartKind | undefined>();
  private readonly own = new Set<string>();
  private readonly doubtful = new Set<string>();
  private readonly identities = new Set<string>();
  private readonly ids = new Map<Block, readonly NamedId[]>();

  constructor(
    private readonly stack: StackDocument,
    private readonly expressions: Expressions,
  ) {
    for (const block of stack.resources.values()) this.ids.set(block, namedIds(block, expressions));
    for (const block of stack.resources.values()) this.start(block);
    for (let before = -1; before < this.parts.size; ) {
      before = this.parts.size;
      for (const block of stack.resources.values()) this.grow(block);
    }
    for (const block of stack.resources.values()) {
      if (!this.attachesSomewhere(block)) continue;
      for (const { name } of this.idsOf(block, "group")) this.doubtful.add(name);
    }
  }

  /** The ids that a block's attributes hold. */
  idsOf(block: Block, ...kinds: readonly PartKind[]): readonly NamedId[] {
    const ids = this.ids.get(block) ?? [];
    return kinds.length === 0 ? ids : ids.filter(({ kind }) => kinds.includes(kind));
  }

  /** Whether an address or literal id is part of a cluster. */
  has(name: string): boolean {
    return this.parts.has(name) || this.own.has(name);
  }

  /** Whether the document holds anything of a cluster's network. */
  hasNetwork(): boolean {
    return this.parts.size > 0;
  }

  /** Whether the resource is a role, an instance profile or a key of a cluster. */
  isIdentity(address: string): boolean {
    return this.identities.has(address);
  }

  /** Whether an id is one of a cluster's. A literal id decides nothing while the cluster's own are known after apply only. */
  leads({ kind, name, resolved }: NamedId): Leads {
    if (this.has(name)) return true;
    if (this.doubtful.has(name)) return "undecided";
    if (this.kindOf(name) !== undefined) return false;
    // What comes from another document, or from another kind of resource, may be any id: that of a cluster elsewhere, too.
    if (!resolved || this.stack.resources.has(name)) return "undecided";
    switch (kind) {
      case "group":
        // The cluster may stand in another document, and this be its group.
        return "undecided";
      case "machine":
      case "target":
        return this.parts.size > 0 ? "undecided" : false;
      case "subnet":
      case "vpc": {
        const own = this.partsOf(kind);
        if (own.length === 0) return kind === "vpc" && this.partsOf("subnet").length > 0 ? "undecided" : false;
        return own.every((part) => LITERAL_ID[kind].test(part)) ? false : "undecided";
      }
    }
  }

  /** The strongest answer for several ids. */
  leadsAny(ids: readonly NamedId[]): Leads {
    const answers = ids.map((id) => this.leads(id));
    return answers.includes(true) ? true : answers.includes("undecided") ? "undecided" : false;
  }

  private start(block: Block): void {
    const kind = this.kindOf(block.address);
    if (block.ours && block.type.startsWith("aws_kms_")) this.identities.add(block.address);
    if (isEks(block)) {
      this.parts.set(block.address, undefined);
      this.takeIds(block, "group", "subnet", "vpc");
      this.takeMentioned(block.body, "group", "subnet", "vpc", "machine");
      if (WORKS_UNDER_ROLES.has(block.type)) this.takeIdentities(block);
    } else if (block.ours && kind !== undefined) {
      if (kind === "vpc" || kind === "subnet") this.parts.set(block.address, kind);
      else this.own.add(block.address);
    }
  }

  private grow(block: Block): void {
    const kind = this.kindOf(block.address);
    const isPart = this.parts.has(block.address);
    const standsIn = (...kinds: readonly PartKind[]) =>
      this.idsOf(block, ...kinds).some(({ name }) => this.parts.has(name));
    const { egress: _, ...inbound } = block.body;
    switch (kind) {
      case "vpc":
        return;
      case "subnet":
        if (isPart) this.takeIds(block, "vpc");
        else if (standsIn("vpc")) this.parts.set(block.address, kind);
        return;
      case "target":
        if (standsIn("vpc")) this.parts.set(block.address, kind);
        return;
      case "group":
        if (isPart) {
          this.takeIds(block, "vpc");
          this.takeMentioned(inbound, "group");
        } else if (block.type === "aws_default_security_group" && standsIn("vpc")) this.parts.set(block.address, kind);
        return;
      case "machine":
        if (!isPart && !standsIn("subnet")) return;
        this.parts.set(block.address, kind);
        this.takeIds(block, "group", "subnet");
        this.takeMentioned(block.body, "machine");
        this.takeIdentities(block);
        return;
      case undefined:
        if (INGRESS_RULES.has(block.type)) {
          if (standsIn("group")) this.takeMentioned(block.body, "group");
        } else if (standsIn("machine", "subnet")) {
          // Whatever stands in a subnet of the cluster, or holds on to a machine of it, wears its groups there.
          this.takeIds(block, "group");
          this.takeMentioned(inbound, "group");
        } else if (block.type === "aws_vpc_endpoint_security_group_association") {
          const endpoint = this.expressions.identity(block.body.vpc_endpoint_id);
          const stands = endpoint.known ? this.stack.resources.get(endpoint.value) : undefined;
          const ids = stands === undefined ? [] : this.idsOf(stands, "subnet", "vpc");
          if (ids.some(({ name }) => this.parts.has(name))) this.takeIds(block, "group");
        }
        if (ATTACHES_TARGETS.has(block.type)) {
          const mentioned = [...this.expressions.mentions(block.body)];
          const reaches = (address: string) =>
            isEks(this.stack.resources.get(address)) || (this.parts.has(address) && this.kindOf(address) === "machine");
          if (mentioned.some(reaches)) this.takeMentioned(block.body, "target");
        }
    }
  }

  /** Whether a block puts a group on something of which nobody sees whether it is part of a cluster. */
  private attachesSomewhere(block: Block): boolean {
    switch (block.type) {
      case "aws_network_interface_sg_attachment":
        return this.leadsAny(this.idsOf(block, "machine")) === "undecided";
      case "aws_vpc_endpoint_security_group_association": {
        const endpoint = this.expressions.identity(block.body.vpc_endpoint_id);
        return !endpoint.known || !this.stack.resources.has(endpoint.value);
      }
      default:
        return false;
    }
  }

  private takeIds(block: Block, ...kinds: readonly PartKind[]): void {
    for (const { kind, name } of this.idsOf(block, ...kinds)) {
      if (!this.parts.has(name)) this.parts.set(name, this.kindOf(name) ?? kind);
    }
  }

  private takeMentioned(body: unknown, ...kinds: readonly PartKind[]): void {
    for (const address of this.expressions.mentions(body)) {
      const kind = this.kindOf(address);
      if (kind !== undefined && kinds.includes(kind)) this.parts.set(address, kind);
    }
  }

  private takeIdentities(block: Block): void {
    for (const address of this.expressions.mentions(block.body)) {
      if (IDENTITY_TYPES.has(this.stack.resources.get(address)?.type ?? "")) this.identities.add(address);
    }
  }

  private kindOf(address: string): PartKind | undefined {
    return KIND_OF_TYPE.get(this.stack.resources.get(address)?.type ?? "");
  }

  private partsOf(kind: PartKind): readonly string[] {
    return [...this.parts].filter(([, known]) => known === kind).map(([name]) => name);
  }
}

export function isEks(block: Block | undefined): boolean {
  return block?.type.startsWith("aws_eks_") ?? false;
}
