/// How many of each a program has: what it takes to give the memory of its tables back.
struct ProgramCounts: Sendable {
  fileprivate let nodes, code: Int
  fileprivate let lists, values, sets, conditions, bounds, divisors, patterns, elements, contains, fields, slots,
    patternFields, objects, dependencies: Int

  init(nodes: Int, code: Int, _ parts: ProgramParts) {
    (self.nodes, self.code) = (nodes, code)
    lists = parts.lists.count
    values = parts.values.count
    sets = parts.sets.count
    conditions = parts.conditions.count
    bounds = parts.bounds.count
    divisors = parts.divisors.count
    patterns = parts.patterns.count
    elements = parts.elements.count
    contains = parts.contains.count
    fields = parts.fields.count
    slots = parts.slots.count
    patternFields = parts.patternFields.count
    objects = parts.objects.count
    dependencies = parts.dependencies.count
  }
}

extension ProgramTables {
  /// Gives the memory back.
  func deallocate(_ counts: ProgramCounts) {
    func end<Element>(_ table: UnsafePointer<Element>, _ count: Int) {
      let memory = UnsafeMutablePointer(mutating: table)
      memory.deinitialize(count: count)
      memory.deallocate()
    }
    end(nodes, counts.nodes)
    end(code, counts.code)
    end(lists, counts.lists)
    end(values, counts.values)
    end(sets, counts.sets)
    end(conditions, counts.conditions)
    end(bounds, counts.bounds)
    end(divisors, counts.divisors)
    end(patterns, counts.patterns)
    end(elements, counts.elements)
    end(contains, counts.contains)
    end(fields, counts.fields)
    end(names, counts.fields)
    end(slots, counts.slots)
    end(patternFields, counts.patternFields)
    end(objects, counts.objects)
    end(dependencies, counts.dependencies)
  }
}
