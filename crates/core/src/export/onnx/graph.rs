//! A graph under construction: nodes in the order in which they compute, and the numbers they start from.

use super::proto::{
    ATTRIBUTE_FLOAT, ATTRIBUTE_INT, ATTRIBUTE_INTS, AttributeProto, FLOAT, GraphProto, INT64, NodeProto, TensorProto,
};

/// The value of a node's attribute.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Attribute<'a> {
    Int(i64),
    Float(f64),
    Ints(&'a [usize]),
}

/// The graph that layers add nodes to. Values are known by their names.
#[derive(Debug)]
pub(crate) struct Graph<'a> {
    pub(super) proto: GraphProto,
    params: &'a [(String, Vec<usize>, Vec<f32>)],
}

impl<'a> Graph<'a> {
    pub(super) fn new(params: &'a [(String, Vec<usize>, Vec<f32>)]) -> Self {
        Self {
            proto: GraphProto::default(),
            params,
        }
    }

    /// Adds a node with one output, and returns what that is called.
    pub(crate) fn node(&mut self, operator: &str, inputs: &[&str], attributes: &[(&str, Attribute<'_>)]) -> String {
        let output = format!("{operator}_{}", self.proto.node.len());
        self.node_to(operator, inputs, attributes, &[&output]);
        output
    }

    /// Adds a node whose outputs are called `outputs`; an empty name is an output that nobody wants.
    pub(crate) fn node_to(
        &mut self,
        operator: &str,
        inputs: &[&str],
        attributes: &[(&str, Attribute<'_>)],
        outputs: &[&str],
    ) {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        self.proto.node.push(NodeProto {
            input: owned(inputs),
            output: owned(outputs),
            name: format!("{operator}_{}", self.proto.node.len()),
            op_type: operator.into(),
            attribute: attributes.iter().map(|&(name, value)| attribute(name, value)).collect(),
        });
    }

    /// `x + y`
    pub(crate) fn add(&mut self, x: &str, y: &str) -> String {
        self.node("Add", &[x, y], &[])
    }

    /// Another order of dimensions, the batch being dimension 0.
    pub(crate) fn transpose(&mut self, x: &str, order: &[usize]) -> String {
        self.node("Transpose", &[x], &[("perm", Attribute::Ints(order))])
    }

    /// Another shape. 0 stays as it is, -1 takes what is left.
    pub(crate) fn reshape(&mut self, x: &str, shape: &[i64]) -> String {
        let shape = self.integers(shape);
        self.node("Reshape", &[x, &shape], &[])
    }

    /// The numbers of a parameter.
    pub(crate) fn values(&self, name: &str) -> &'a [f32] {
        let found = self.params.iter().find(|(found, ..)| found == name);
        found.map_or(&[], |(_, _, values)| values)
    }

    /// A parameter under its name, with its own numbers in shape `shape`.
    pub(crate) fn param(&mut self, name: &str, shape: &[usize]) -> String {
        self.floats(name, shape, self.values(name))
    }

    /// A parameter `[rows, columns]` under its name, as `[columns, rows]`.
    pub(crate) fn transposed(&mut self, name: &str, [rows, columns]: [usize; 2]) -> String {
        let values = self.values(name);
        let at = |i: usize| values[i % rows * columns + i / rows];
        let transposed: Vec<f32> = (0..rows * columns).map(at).collect();
        self.floats(name, &[columns, rows], &transposed)
    }

    /// Numbers that are there from the start.
    pub(crate) fn floats(&mut self, name: &str, shape: &[usize], values: &[f32]) -> String {
        let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        self.initializer(name, shape, FLOAT, bytes)
    }

    /// One number.
    pub(crate) fn float(&mut self, value: f64) -> String {
        let name = format!("float_{}", self.proto.initializer.len());
        self.floats(&name, &[], &[value as f32])
    }

    /// Whole numbers: a shape, or axes.
    pub(crate) fn integers(&mut self, values: &[i64]) -> String {
        let name = format!("integers_{}", self.proto.initializer.len());
        let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        self.initializer(&name, &[values.len()], INT64, bytes)
    }

    fn initializer(&mut self, name: &str, shape: &[usize], data_type: i32, raw_data: Vec<u8>) -> String {
        self.proto.initializer.push(TensorProto {
            dims: shape.iter().map(|&size| size as i64).collect(),
            data_type,
            name: name.into(),
            raw_data,
        });
        name.into()
    }
}

fn attribute(name: &str, value: Attribute<'_>) -> AttributeProto {
    let name = name.to_owned();
    let empty = AttributeProto {
        name,
        ..AttributeProto::default()
    };
    match value {
        Attribute::Int(i) => AttributeProto {
            i,
            r#type: ATTRIBUTE_INT,
            ..empty
        },
        Attribute::Float(f) => AttributeProto {
            f: f as f32,
            r#type: ATTRIBUTE_FLOAT,
            ..empty
        },
        Attribute::Ints(ints) => AttributeProto {
            ints: ints.iter().map(|&i| i as i64).collect(),
            r#type: ATTRIBUTE_INTS,
            ..empty
        },
    }
}
