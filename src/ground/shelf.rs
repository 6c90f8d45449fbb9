//! A place by type for what features keep in memory, so that the product's core names no feature.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

type Things = HashMap<TypeId, Arc<dyn Any + Send + Sync>>;

/// One thing of each type.
#[derive(Default)]
pub(crate) struct Shelf(Mutex<Things>);

impl Shelf {
    /// The thing of a type, made empty when it is first asked for.
    pub fn of<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        let mut things = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let thing = things.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(T::default()));
        // what is stored under a type is of that type
        Arc::clone(thing).downcast().unwrap_or_default()
    }

    /// Puts a thing in its place.
    pub fn put<T: Send + Sync + 'static>(&self, thing: T) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(TypeId::of::<T>(), Arc::new(thing));
    }

    /// A thing that was put in its place.
    pub fn placed<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        let things = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        things.get(&TypeId::of::<T>()).and_then(|thing| Arc::clone(thing).downcast().ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_type_has_one_place() {
        let shelf = Shelf::default();
        assert!(Arc::ptr_eq(&shelf.of::<Mutex<u8>>(), &shelf.of::<Mutex<u8>>()));
        assert_eq!((*shelf.of::<u8>(), shelf.placed::<String>()), (0, None));
        shelf.put("there".to_owned());
        assert_eq!(shelf.placed::<String>().as_deref().map(String::as_str), Some("there"));
    }
}
